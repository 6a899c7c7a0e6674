import { startStepLog } from './stepLog';

describe('the log of a step', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is never silent for longer than 25 s, and says since when', () => {
    const lines: string[] = [];
    const log = startStepLog({ info: line => lines.push(line) });
    log.info('Looking.');
    jest.advanceTimersByTime(24_000);
    log.info('Found.');
    jest.advanceTimersByTime(60_000);
    expect(lines).toEqual([
      'Looking.',
      'Found.',
      'No answer yet, for 25 s.',
      'No answer yet, for 50 s.',
    ]);
    log.end();
    jest.advanceTimersByTime(60_000);
    expect(lines).toHaveLength(4);
  });

  it('remembers what was changed', () => {
    const log = startStepLog({ info: () => {} });
    log.info('Looking.');
    log.did('Created it.');
    expect(log.deeds()).toEqual(['Created it.']);
    log.end();
  });
});
