import type { CacheService } from '@backstage/backend-plugin-api';
import {
  BindingIdentity,
  bindingKey,
} from 'backstage-plugin-humanitec-eks-common';
import { z } from 'zod/v3';

/** Longer than what was begun before a change can be under way or kept. */
const KEPT_MS = 5 * 60_000;

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

  /** Milliseconds, as of `Date.now()`; 0 when nothing was changed of late. */
  async of(identity: BindingIdentity): Promise<number> {
    const at = z.number().safeParse(await this.cache.get(keyOf(identity)));
    return at.success ? at.data : 0;
  }
}

function keyOf(identity: BindingIdentity): string {
  return `changed/${bindingKey(identity)}`;
}
