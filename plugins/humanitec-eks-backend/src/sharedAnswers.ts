import type { CacheService } from '@backstage/backend-plugin-api';
import type { JsonValue } from '@backstage/types';
import { untilAborted } from 'backstage-plugin-humanitec-eks-node';
import { z } from 'zod';

/** Checks what the cache holds: a schema of zod, of either version. */
interface Schema<Answer> {
  safeParse(
    value: unknown,
  ): { success: true; data: Answer } | { success: false };
}

interface Asking<Answer> {
  answer: Promise<Answer>;
  /** When it began; what it tells is not older. */
  begun: number;
  waiting: number;
  /** Ends it when nobody waits for it any more. */
  abandon: AbortController;
}

const keptSchema = z.object({ begun: z.number(), answer: z.unknown() });

/**
 * One call of other systems for all who ask the same at the same time, and for
 * those who ask soon after. Whether somebody may ask is decided before; a
 * failure is told to all who wait, and not kept.
 */
export class SharedAnswers<Answer extends object> {
  private readonly cache: CacheService;
  private readonly schema: Schema<Answer>;
  private readonly underWay = new Map<string, Asking<Answer>>();

  /**
   * @param options - `schema` is of what is kept: somebody else may have written
   *   to a shared cache, such as the version before this one; `keptMs` is how
   *   long an answer is good enough
   */
  constructor(options: {
    cache: CacheService;
    schema: Schema<Answer>;
    keptMs: number;
  }) {
    this.cache = options.cache.withOptions({ defaultTtl: options.keptMs });
    this.schema = options.schema;
  }

  /**
   * @param key - what is asked, and of whom; nothing of who asks
   * @param asked - `signal` is of the one who asks: the others are not held up
   *   by its end; an answer that was begun before `notBefore` (milliseconds, as
   *   of `Date.now()`) is not good enough
   * @param ask - ends when its signal is aborted
   */
  async get(
    key: string,
    { signal, notBefore = 0 }: { signal: AbortSignal; notBefore?: number },
    ask: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    // It may end while the cache is looked at, and would be missed in both places.
    const before = this.underWay.get(key);
    const kept = await this.keptOf(key);
    if (kept && kept.begun >= notBefore) return kept.answer;
    const current = [this.underWay.get(key), before].find(
      one => one && one.begun >= notBefore && !one.abandon.signal.aborted,
    );
    const shared = current ?? this.start(key, ask);
    shared.waiting += 1;
    try {
      return await untilAborted(signal, shared.answer);
    } finally {
      shared.waiting -= 1;
      if (shared.waiting === 0) {
        this.forget(key, shared);
        shared.abandon.abort();
      }
    }
  }

  private start(
    key: string,
    ask: (signal: AbortSignal) => Promise<Answer>,
  ): Asking<Answer> {
    const abandon = new AbortController();
    const begun = Date.now();
    const answer = this.askAndKeep(key, begun, () => ask(abandon.signal));
    const shared = { answer, begun, waiting: 0, abandon };
    this.underWay.set(key, shared);
    const forget = () => this.forget(key, shared);
    answer.then(forget, forget);
    return shared;
  }

  private async askAndKeep(
    key: string,
    begun: number,
    ask: () => Promise<Answer>,
  ): Promise<Answer> {
    const answer = await ask();
    // One that was begun later may have been faster.
    const kept = await this.keptOf(key);
    if (!kept || kept.begun <= begun) {
      await this.cache.set(key, jsonOf({ begun, answer }));
    }
    return answer;
  }

  private async keptOf(
    key: string,
  ): Promise<{ begun: number; answer: Answer } | undefined> {
    const kept = keptSchema.safeParse(await this.cache.get(key));
    if (!kept.success) return undefined;
    const answer = this.schema.safeParse(kept.data.answer);
    return answer.success
      ? { begun: kept.data.begun, answer: answer.data }
      : undefined;
  }

  private forget(key: string, shared: Asking<Answer>) {
    if (this.underWay.get(key) === shared) this.underWay.delete(key);
  }
}

/** As it would come back from a cache that keeps text. */
function jsonOf(value: object): JsonValue {
  return JSON.parse(JSON.stringify(value));
}
