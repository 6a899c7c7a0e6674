import type { CacheService } from '@backstage/backend-plugin-api';
import {
  BindingIdentity,
  BindingReport,
  clusterKey,
} from 'backstage-plugin-humanitec-eks-common';
import { ClusterLook, lookOfReport } from 'backstage-plugin-humanitec-eks-node';
import { z } from 'zod/v3';
import { lookSchema } from './snapshot';

/** So long the fleet believes a report that tells more than its own looks. */
const KEPT_MS = 60 * 60_000;

const reportsSchema = z.record(lookSchema);

/** What was told of clusters on their own pages of late, by the key of the cluster. */
export type Reports = Record<string, ClusterLook>;

/**
 * What pages of single clusters have told within the last hour, by
 * organization, in Backstage's cache: they see what no quick look does. Should
 * two replicas write at the same moment, one report is lost until the next.
 */
export class SeenReports {
  private readonly cache: CacheService;
  private writing = Promise.resolve();

  constructor(cache: CacheService) {
    this.cache = cache.withOptions({ defaultTtl: KEPT_MS });
  }

  async of(organization: string): Promise<Reports> {
    const kept = await this.cache.get(keyOf(organization));
    const oldest = new Date(Date.now() - KEPT_MS).toISOString();
    return Object.fromEntries(
      Object.entries(reportsSchema.catch({}).parse(kept)).filter(
        ([, { observedAt }]) => observedAt > oldest,
      ),
    );
  }

  note(report: BindingReport): Promise<void> {
    return this.write(report.organization, reports => ({
      ...reports,
      [clusterKey(report)]: lookOfReport(report),
    }));
  }

  /** Of a cluster that has changed. */
  forget(cluster: BindingIdentity): Promise<void> {
    return this.write(
      cluster.organization,
      ({ [clusterKey(cluster)]: _, ...others }) => others,
    );
  }

  /** One after the other, so that none undoes another. */
  private write(
    organization: string,
    change: (before: Reports) => Reports,
  ): Promise<void> {
    const written = this.writing.then(async () => {
      const reports = change(await this.of(organization));
      await this.cache.set(
        keyOf(organization),
        JSON.parse(JSON.stringify(reports)),
      );
    });
    // Who comes next is not held up by a failure, which its own caller hears of.
    this.writing = written.catch(() => undefined);
    return written;
  }
}

function keyOf(organization: string): string {
  return `fleet-reports/${organization}`;
}
