/** Lets few work at a time, so that no time limit of the engine is reached because of the others. */
export class Turns {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /** Waits for a turn; what it returns gives it back, once. */
  async take(): Promise<() => void> {
    if (this.free > 0) this.free -= 1;
    else {
      await new Promise<void>(done => {
        this.waiting.push(done);
      });
    }
    let given = false;
    return () => {
      if (given) return;
      given = true;
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    };
  }
}
