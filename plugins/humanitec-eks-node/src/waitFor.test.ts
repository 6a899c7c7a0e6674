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
    expect(lines).toEqual(['a', 'b']);
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
