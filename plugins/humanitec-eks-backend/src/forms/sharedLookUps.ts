import type { CacheService } from '@backstage/backend-plugin-api';
import type { Choice } from 'backstage-plugin-humanitec-eks-common';
import { untilAborted } from 'backstage-plugin-humanitec-eks-node';
import { z } from 'zod';

/** How long an answer is good enough for a form. */
const KEPT_MS = 30_000;

/** Somebody else may have written to a shared cache, such as the version before this one. */
const keptSchema = z.array(
  z.object({
    value: z.string(),
    title: z.string().optional(),
    note: z.string().optional(),
    facts: z.record(z.string(), z.string()).optional(),
  }),
);

interface UnderWay {
  answer: Promise<Choice[]>;
  waiting: number;
  /** Ends it when nobody waits for it any more. */
  abandon: AbortController;
}

/**
 * One call of another system for all who ask the same at the same time, and for
 * those who ask within half a minute. Whether somebody may ask is decided
 * before; a failure is told to all who wait, and not kept.
 */
export class SharedLookUps {
  private readonly cache: CacheService;
  private readonly underWay = new Map<string, UnderWay>();

  constructor(cache: CacheService) {
    this.cache = cache.withOptions({ defaultTtl: KEPT_MS });
  }

  /**
   * @param key - what is asked, and of whom; nothing of who asks
   * @param signal - of the one who asks: the others are not held up by its end
   * @param ask - ends when its signal is aborted
   */
  async get(
    key: string,
    signal: AbortSignal,
    ask: (signal: AbortSignal) => Promise<Choice[]>,
  ): Promise<Choice[]> {
    const shared = this.underWay.get(key) ?? this.start(key, ask);
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
    ask: (signal: AbortSignal) => Promise<Choice[]>,
  ): UnderWay {
    const abandon = new AbortController();
    const answer = this.keptOrAsked(key, () => ask(abandon.signal));
    const shared = { answer, waiting: 0, abandon };
    this.underWay.set(key, shared);
    const forget = () => this.forget(key, shared);
    answer.then(forget, forget);
    return shared;
  }

  private async keptOrAsked(
    key: string,
    ask: () => Promise<Choice[]>,
  ): Promise<Choice[]> {
    const kept = keptSchema.safeParse(await this.cache.get(key));
    if (kept.success) return kept.data;
    const asked = await ask();
    await this.cache.set(key, keptSchema.parse(asked));
    return asked;
  }

  private forget(key: string, shared: UnderWay) {
    if (this.underWay.get(key) === shared) this.underWay.delete(key);
  }
}
