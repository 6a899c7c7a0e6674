import { plainLines, TaskLog } from './taskLog';

const steps = [
  { id: 'a', name: 'First', action: 'x:first' },
  { id: 'b', name: 'Second', action: 'x:second' },
];

describe('the log of a task', () => {
  it('tells each step with its lines, its end and its seconds', () => {
    const lines: string[] = [];
    const log = new TaskLog(steps, line => lines.push(line));
    log.add(
      { stepId: 'a', status: 'processing', message: 'Beginning step First' },
      1_000,
    );
    log.add(
      { stepId: 'a', message: '\u001b[32minfo\u001b[39m: Found it.' },
      2_000,
    );
    log.add(
      { stepId: 'a', status: 'completed', message: 'Finished step First' },
      5_400,
    );
    expect(lines).toEqual(['First', '  Found it.', '  ✓ completed, 4 s']);
  });

  it('reports every step of the template, also those that never began', () => {
    const log = new TaskLog(steps, () => {});
    log.add({ stepId: 'a', status: 'processing', message: '' }, 0);
    log.add({ stepId: 'a', status: 'failed', message: 'Error: no' }, 2_000);
    expect(log.stepResults()).toEqual([
      { id: 'a', action: 'x:first', status: 'failed', seconds: 2 },
      { id: 'b', action: 'x:second', status: 'skipped', seconds: 0 },
    ]);
  });

  it('leaves out the frames of a stack', () => {
    expect(
      plainLines(
        'InputError: region: wrong\n    at handler (/app/x.ts:1:2)\n    at async run (/app/y.ts:3:4)',
      ),
    ).toEqual(['region: wrong']);
  });
});
