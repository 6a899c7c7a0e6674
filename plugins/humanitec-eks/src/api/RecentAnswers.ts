const FRESH_FOR_MS = 15_000;

/**
 * Answers of the last seconds, so that fields of one page, and the check when
 * it is left, do not ask the same thing again. Failures are not kept.
 */
export class RecentAnswers {
  private readonly answers = new Map<
    string,
    { answer: Promise<unknown>; until: number }
  >();

  get<Answer>(
    key: string,
    { fresh = false }: { fresh?: boolean } = {},
    ask: () => Promise<Answer>,
  ): Promise<Answer> {
    this.forgetOld();
    const known = this.answers.get(key);
    // A key is only ever used with one kind of answer.
    if (known && !fresh) return known.answer as Promise<Answer>;

    const answer = ask();
    this.answers.set(key, { answer, until: Date.now() + FRESH_FOR_MS });
    answer.catch(() => {
      if (this.answers.get(key)?.answer === answer) this.answers.delete(key);
    });
    return answer;
  }

  private forgetOld() {
    const now = Date.now();
    for (const [key, { until }] of this.answers) {
      if (until < now) this.answers.delete(key);
    }
  }
}
