import type {
  CacheService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  BindingIdentity,
  clusterKey,
} from 'backstage-plugin-humanitec-eks-common';
import {
  ClusterLook,
  failureInOneLine,
  FleetMember,
  HumanitecEksService,
  lookAtFleet,
} from 'backstage-plugin-humanitec-eks-node';
import {
  afterFullLook,
  afterLook,
  emptySnapshot,
  Snapshot,
  snapshotSchema,
} from './snapshot';
import type { Reports, SeenReports } from './seenReports';

/** A snapshot that is older is shown, and taken anew. */
const GOOD_FOR_MS = 60_000;
/** The same, when a cluster has come that it does not hold. */
const GOOD_FOR_OTHERS_MS = 5_000;
/** Shown however old it is, with its age. */
const KEPT_MS = 24 * 60 * 60_000;

/**
 * What was last seen of all bound clusters, by organization, in Backstage's
 * cache. Whoever reads never waits for a look: one that is due goes on in the
 * background, one an organization at a time in this process.
 */
export class FleetSnapshots {
  private readonly cache: CacheService;
  private readonly looking = new Map<string, Promise<void>>();
  private readonly writing = new Map<string, Promise<void>>();

  constructor(
    private readonly options: {
      cache: CacheService;
      logger: LoggerService;
      service: HumanitecEksService;
      /** All that there are, whoever may see them. */
      members(organization: string): Promise<FleetMember[]>;
      reports: SeenReports;
      /** Ends every look. */
      signal: AbortSignal;
    },
  ) {
    this.cache = options.cache.withOptions({ defaultTtl: KEPT_MS });
  }

  /** @param clusters - of this organization that the snapshot should hold */
  async read(
    organization: string,
    clusters: BindingIdentity[],
  ): Promise<Snapshot & { reports: Reports; refreshing: boolean }> {
    const [snapshot, reports] = await Promise.all([
      this.kept(organization),
      this.options.reports.of(organization),
    ]);
    const isWhole = clusters.every(one => clusterKey(one) in snapshot.looks);
    const goodFor = isWhole ? GOOD_FOR_MS : GOOD_FOR_OTHERS_MS;
    const age = Date.now() - Date.parse(snapshot.lookedAt ?? '1970-01-01');
    if (age > goodFor) this.lookAtAll(organization);
    const refreshing = this.looking.has(organization);
    return { ...snapshot, reports, refreshing };
  }

  /** Looks at one cluster now, because it has changed; what could not be reached before is tried again. */
  async lookAtOne(cluster: BindingIdentity): Promise<void> {
    const { organization } = cluster;
    const { reports, service, signal } = this.options;
    const key = clusterKey(cluster);
    await reports.forget(cluster);
    const members = await this.options.members(organization);
    const { looks } = await this.kept(organization);
    const member = members.find(one => clusterKey(one) === key) ?? cluster;
    const before = looks[key] && { ...looks[key], unreachable: undefined };
    const [look] = await lookAtFleet(
      organization,
      [{ ...member, before }],
      service,
      signal,
    );
    await this.write(organization, snapshot => afterLook(snapshot, key, look));
  }

  private lookAtAll(organization: string) {
    if (this.looking.has(organization)) return;
    const look = this.lookAndWrite(organization)
      .catch(error => {
        if (this.options.signal.aborted) return;
        this.options.logger.error(
          `The clusters of Humanitec organization ${organization} could not be looked at`,
          toError(error),
        );
      })
      .finally(() => this.looking.delete(organization));
    this.looking.set(organization, look);
  }

  private async lookAndWrite(organization: string): Promise<void> {
    const { logger, members, reports, service, signal } = this.options;
    const lookedAt = new Date().toISOString();
    const clusters = await members(organization);
    const { looks } = await this.kept(organization);
    const told = await reports.of(organization);
    let change: (before: Snapshot) => Snapshot;
    try {
      const found = await lookAtFleet(
        organization,
        clusters.map(one => {
          const key = clusterKey(one);
          return { ...one, before: knownBefore(looks[key], told[key]) };
        }),
        service,
        signal,
      );
      const byKey = Object.fromEntries(
        clusters.map((one, index) => [clusterKey(one), found[index]]),
      );
      change = before => afterFullLook(before, lookedAt, byKey);
    } catch (error) {
      signal.throwIfAborted();
      const failure = failureInOneLine('Humanitec', error);
      logger.warn(
        `The clusters of Humanitec organization ${organization} are shown as they were: ${failure}`,
        toError(error),
      );
      change = before => ({ ...before, lookedAt, failure });
    }
    await this.write(organization, change);
  }

  private async kept(organization: string): Promise<Snapshot> {
    const kept = await this.cache.get(keyOf(organization));
    return snapshotSchema.catch(emptySnapshot).parse(kept);
  }

  /** One after the other, so that none undoes another. */
  private async write(
    organization: string,
    change: (before: Snapshot) => Snapshot,
  ): Promise<void> {
    const before = this.writing.get(organization) ?? Promise.resolve();
    const written = before.then(async () => {
      const snapshot = change(await this.kept(organization));
      await this.cache.set(
        keyOf(organization),
        JSON.parse(JSON.stringify(snapshot)),
      );
    });
    // Who comes next is not held up by a failure, which its own caller hears of.
    const settled = written.catch(() => undefined);
    this.writing.set(organization, settled);
    await written;
  }
}

/** What helps the next look: a page finds the access role whatever it is called, and a cluster that came to be reached. */
function knownBefore(
  look: ClusterLook | undefined,
  report: ClusterLook | undefined,
): ClusterLook | undefined {
  if (!look || !report) return look ?? report;
  const { since = '' } = look.unreachable ?? {};
  const isReached = report.agent && report.observedAt > since;
  return {
    ...look,
    accessRoleArn: look.accessRoleArn ?? report.accessRoleArn,
    unreachable: isReached ? undefined : look.unreachable,
  };
}

function keyOf(organization: string): string {
  return `fleet/${organization}`;
}
