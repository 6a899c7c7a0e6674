/** Real time plus an offset, so that a test can let twenty minutes pass at once. */
export class Clock {
  private offsetMs = 0;

  /** Milliseconds since the epoch. */
  now(): number {
    return Date.now() + this.offsetMs;
  }

  /** Moves time forward for every timer in the world; never back. */
  advance(seconds: number) {
    if (!(seconds >= 0)) {
      throw new Error(`seconds must be 0 or more, got ${seconds}`);
    }
    this.offsetMs += seconds * 1000;
  }
}
