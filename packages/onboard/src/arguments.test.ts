import { parseArguments } from './arguments';

describe('the command line', () => {
  it.each([
    [
      ['f.yaml'],
      { file: 'f.yaml', dryRun: false, out: undefined, json: false },
    ],
    [
      ['--dry-run', '--out', 'x', '--json', 'f.yaml'],
      { file: 'f.yaml', dryRun: true, out: 'x', json: true },
    ],
    [['--help'], undefined],
  ])('%j is understood', (args, expected) => {
    expect(parseArguments(args)).toEqual(expected);
  });

  it.each([
    [[], /FILE is missing/],
    [['a', 'b'], /one FILE only/],
    [['a', '--out', 'x'], /--out goes with --dry-run/],
    [['a', '--dryrun'], /--dryrun/],
  ])('%j is refused with the remedy', (args, reason) => {
    expect(() => parseArguments(args)).toThrow(reason);
    expect(() => parseArguments(args)).toThrow(/See --help/);
  });
});
