import type { CacheService } from '@backstage/backend-plugin-api';
import type { BindingIdentity } from 'backstage-plugin-humanitec-eks-common';

/** A binding as a processor needs to know it. */
export interface DiscoveredBinding extends BindingIdentity {
  clusterDefinition: string;
  /** Address of the Kubernetes API, where AWS told it. */
  endpoint?: string;
  /** References of the systems and components whose applications run there. */
  dependencyOf: string[];
}

/** What was found last, of the organizations that answered. */
export interface Discovery {
  /** Milliseconds since 1970. */
  at: number;
  /** In the order of the configuration. */
  organizations: { id: string; bindings: DiscoveredBinding[] }[];
}

const KEY = 'humanitec-eks:last-discovery';
/** A shared cache is asked at most that often. */
const FRESH_MS = 30_000;

/**
 * The last discovery, for this replica and, through Backstage's cache where
 * that is shared, for all. Nothing is lost when it is not there: who asks then
 * leaves things as they are.
 */
export class LastDiscovery {
  private known: Discovery | undefined;
  private askedAt = 0;

  constructor(
    private readonly options: {
      cache: CacheService;
      /** After which it is too old to decide anything by. */
      maxAgeMs: number;
    },
  ) {}

  async put(discovery: Discovery): Promise<void> {
    this.known = discovery;
    this.askedAt = discovery.at;
    await this.options.cache.set(KEY, JSON.stringify(discovery), {
      ttl: this.options.maxAgeMs,
    });
  }

  async get(): Promise<Discovery | undefined> {
    const now = Date.now();
    if (now - this.askedAt > FRESH_MS) {
      this.askedAt = now;
      const kept = await this.options.cache.get<string>(KEY);
      // What is in the cache was put there by one of us.
      const shared: Discovery | undefined = kept && JSON.parse(kept);
      if (shared && shared.at > (this.known?.at ?? 0)) this.known = shared;
    }
    const isOld = now - (this.known?.at ?? 0) > this.options.maxAgeMs;
    return isOld ? undefined : this.known;
  }
}
