import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  describeFailure,
  environmentsOn,
  HumanitecEksService,
} from 'backstage-plugin-humanitec-eks-node';
import type { AccountFinder, UnmarkedCluster } from './AccountFinder';
import type { BoundCluster } from './boundCluster';
import { findBoundClusters } from './findBoundClusters';

/** What one organization of Humanitec tells of its clusters. */
export interface OrganizationClusters {
  organization: string;
  clusters: BoundCluster[];
  /** Environments whose next deployment goes there, by the ID of the definition. */
  landing: ReadonlyMap<string, { appId: string }[]>;
}

/** Reads organizations: two calls each, and what it takes to find accounts that are not written down. */
export class OrganizationReader {
  /** Definitions that were left out, and why, so that each is told once. */
  private readonly told = new Map<string, string>();

  constructor(
    private readonly options: {
      logger: LoggerService;
      service: HumanitecEksService;
    },
  ) {}

  /**
   * Undefined, and a line in the log, when the organization does not answer.
   *
   * @param knownAccount - tells what the catalog holds of a cluster's account
   * @throws the signal's reason when it is aborted
   */
  async read(
    organization: string,
    finder: Pick<AccountFinder, 'find'>,
    knownAccount: (cluster: UnmarkedCluster) => string | undefined,
    signal: AbortSignal,
  ): Promise<OrganizationClusters | undefined> {
    const { logger, service } = this.options;
    try {
      const humanitec = service.humanitec(organization, signal);
      const [definitions, applications] = await Promise.all([
        humanitec.listDefinitions(),
        humanitec.listApplications(),
      ]);
      const { clusters, leftOut } = await findBoundClusters(
        organization,
        definitions,
        async cluster => {
          const found = await finder.find(cluster);
          const known = 'reason' in found && knownAccount(cluster);
          return known ? { awsAccountId: known } : found;
        },
      );
      for (const { definitionId, reason } of leftOut) {
        this.tellOnce(organization, definitionId, reason);
      }
      return {
        organization,
        clusters,
        landing: environmentsOn({ definitions, applications }),
      };
    } catch (error) {
      signal.throwIfAborted();
      logger.warn(
        `The clusters of Humanitec organization ${organization} stay as they are in the catalog: ${describeFailure(
          error,
        )}`,
      );
      return undefined;
    }
  }

  private tellOnce(organization: string, definitionId: string, reason: string) {
    const key = `${organization}/${definitionId}`;
    if (this.told.get(key) === reason) return;
    this.told.set(key, reason);
    this.options.logger.warn(
      `Definition ${definitionId} of Humanitec organization ${organization} is not in the catalog: ${reason}. Add the AWS account to aws.accounts, mend the cloud account, or register an entity with our annotations for the cluster (docs/reference/catalog-entities.md).`,
    );
  }
}
