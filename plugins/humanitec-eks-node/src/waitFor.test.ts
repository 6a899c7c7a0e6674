import { duration, Look, waitFor } from './waitFor';

const signal = new AbortController().signal;

function looks(...found: Look<string>[]) {
  return async () => found.shift() ?? { done: 'end' };
}

describe('a wait', () => {
  it('ends with what was found, and tells what it waits for only when that changes', async () => {
    const lines: string[] = [];
    const found = await waitFor(
      looks(
        { waiting: 'a' },
        { waiting: 'a' },
        { waiting: 'b' },
        { done: 'x' },
      ),
      { signal, progress: line => lines.push(line) },
      { limitSeconds: 10, firstPauseSeconds: 0.01 },
    );
    expect(found).toBe('x');
    expect(lines).toEqual(['a. Looking again.', 'b. Looking again.']);
  });

  describe('that lasts', () => {
    /** What is told while it looks for 3 s and repeats its lines after 0.2 s, with the second it is told at. */
    const told = async (look: () => Promise<Look<never>>) => {
      const lines: { at: number; line: string }[] = [];
      const start = Date.now();
      const progress = (line: string) =>
        lines.push({ at: (Date.now() - start) / 1000, line });
      const waiting = waitFor(
        look,
        { signal, progress },
        { limitSeconds: 3, firstPauseSeconds: 0.05, repeatSeconds: 0.2 },
      );
      await expect(waiting).rejects.toThrow('gave up');
      return lines;
    };
    const gapsOf = (lines: { at: number }[]) =>
      lines.slice(1).map(({ at }, index) => at - lines[index].at);

    it('repeats its line in time, although it looks more seldom', async () => {
      const gaps = gapsOf(await told(async () => ({ waiting: 'x' })));
      expect(gaps.length).toBeGreaterThan(7);
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0.19);
      expect(Math.max(...gaps)).toBeLessThan(0.6);
    });

    it('does not flood the log when it waits for two things in turn', async () => {
      let count = 0;
      const lines = await told(async () => {
        count += 1;
        return { waiting: count % 2 ? 'a' : 'b' };
      });
      const gaps = gapsOf(lines.filter(({ line }) => line.startsWith('a')));
      expect(gaps.length).toBeGreaterThan(2);
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0.19);
    });

    it('tells since when, how long it usually takes, and when it looks next', async () => {
      const lines: string[] = [];
      const since = new Date(Date.now() - 270_000);
      const waiting = {
        waiting: 'It is CREATING',
        usually: 'about 15 min',
        since,
      };
      await waitFor(
        looks(waiting),
        { signal, progress: line => lines.push(line) },
        { limitSeconds: 10, firstPauseSeconds: 1 },
      );
      expect(lines).toEqual([
        'It is CREATING, for 4 min 30 s (usually about 15 min). Next look in 1 s.',
      ]);
    });
  });

  it('has a bound', async () => {
    const waiting = waitFor(
      async () => ({ waiting: 'for ever' }),
      { signal, progress: () => {} },
      { limitSeconds: 0.05, firstPauseSeconds: 0.02 },
    );
    await expect(waiting).rejects.toThrow(/^for ever \(gave up after/);
  });

  it('ends at once when it is cancelled', async () => {
    const start = Date.now();
    const waiting = waitFor(
      async () => ({ waiting: 'x' }),
      { signal: AbortSignal.timeout(50), progress: () => {} },
      { limitSeconds: 60, firstPauseSeconds: 30 },
    );
    await expect(waiting).rejects.toThrow();
    expect(Date.now() - start).toBeLessThan(1_000);
  });

  it('ends at once when a look is refused', async () => {
    const waiting = waitFor(
      async () => {
        throw new Error('403');
      },
      { signal, progress: () => {} },
      { limitSeconds: 60 },
    );
    await expect(waiting).rejects.toThrow('403');
  });
});

it.each([
  [0.4, '0 s'],
  [42, '42 s'],
  [270, '4 min 30 s'],
])('%d seconds read "%s"', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});
