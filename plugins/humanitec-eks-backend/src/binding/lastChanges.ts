import type { CacheService } from '@backstage/backend-plugin-api';
import {
  BindingIdentity,
  bindingKey,
} from 'backstage-plugin-humanitec-eks-common';
import { z } from 'zod/v3';

/** Longer than what was begun before a change can be under way or kept. */
const KEPT_MS = 5 * 60_000;

/** So long after a fresh reading was begun, others that want a fresh one share it. */
const FRESH_MS = 2_000;

/**
 * When a binding was last made, changed or removed by a task, as far as that
 * matters for what was read before. In the cache, so that all replicas that
 * share one know it, whichever of them was told.
 */
export class LastChanges {
  private readonly cache: CacheService;

  constructor(cache: CacheService) {
    this.cache = cache.withOptions({ defaultTtl: KEPT_MS });
  }

  async note(identity: BindingIdentity): Promise<void> {
    await this.cache.set(keyOf(identity), Date.now());
  }

  /**
   * What was read of the binding before this does not do.
   *
   * @param fresh - what the systems say now, whether a task has changed something or not
   * @returns milliseconds, as of `Date.now()`; 0 when all that is kept will do
   */
  async notBefore(identity: BindingIdentity, fresh: boolean): Promise<number> {
    const at = z.number().safeParse(await this.cache.get(keyOf(identity)));
    const changed = at.success ? at.data : 0;
    return fresh ? Math.max(changed, Date.now() - FRESH_MS) : changed;
  }
}

function keyOf(identity: BindingIdentity): string {
  return `changed/${bindingKey(identity)}`;
}
