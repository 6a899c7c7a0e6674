import type { CacheService } from '@backstage/backend-plugin-api';
import {
  checkAccount,
  describeFailure,
  HumanitecEksService,
  listClusterNames,
} from 'backstage-plugin-humanitec-eks-node';
import type pLimit from 'p-limit';
import { checkedAccount } from './checkedAccount';

/** A cluster whose AWS account nobody has written down. */
export interface UnmarkedCluster {
  organization: string;
  region: string;
  clusterName: string;
  cloudAccount: string | undefined;
}

/** Which AWS account a cluster is in, or why that cannot be told. */
export type FoundAccount = { awsAccountId: string } | { reason: string };

const CHECK_TTL = { hours: 6 };
/** Somebody may be mending it. */
const FAILED_CHECK_TTL = { minutes: 30 };
const NAMES_TTL = { minutes: 30 };
const FAILED_NAMES_TTL = { minutes: 5 };

/**
 * Finds the AWS accounts of clusters that others have bound. The driver signs
 * in to AWS with the definition's cloud account and looks for the cluster
 * right there, so the account of that sign-in is the cluster's. Where it does
 * not tell, the configured accounts are searched for the cluster's name.
 *
 * Asks once for each cloud account, and once for each AWS account and region;
 * the answers are kept in Backstage's cache.
 */
export class AccountFinder {
  private readonly checks = new Map<string, Promise<FoundAccount>>();
  private readonly names = new Map<string, Promise<Names>>();

  constructor(
    private readonly options: {
      cache: CacheService;
      /** How many calls are made at the same time. */
      limit: pLimit.Limit;
      service: HumanitecEksService;
      signal: AbortSignal;
    },
  ) {}

  /** @throws the signal's reason when it is aborted */
  async find(cluster: UnmarkedCluster): Promise<FoundAccount> {
    const checked = await this.checked(cluster);
    if ('awsAccountId' in checked) return checked;
    const searched = await this.searched(cluster);
    return 'awsAccountId' in searched
      ? searched
      : { reason: `${checked.reason}; ${searched.reason}` };
  }

  private checked(cluster: UnmarkedCluster): Promise<FoundAccount> {
    const { organization, cloudAccount } = cluster;
    if (!cloudAccount) {
      return Promise.resolve({ reason: 'it names no cloud account' });
    }
    return once(this.checks, `${organization}/${cloudAccount}`, async () => {
      const { cache, limit, service, signal } = this.options;
      const key = `humanitec-eks:cloud-account:${organization}/${cloudAccount}`;
      const kept = await cache.get<FoundAccount>(key);
      if (kept) return kept;
      try {
        const result = await limit(() =>
          checkAccount(service.humanitec(organization, signal), cloudAccount),
        );
        const awsAccountId = result.ok
          ? checkedAccount(result.identityFields)
          : undefined;
        if (awsAccountId) {
          await cache.set(key, { awsAccountId }, { ttl: CHECK_TTL });
          return { awsAccountId };
        }
        const reason = result.ok
          ? `Humanitec does not tell the AWS account of cloud account ${cloudAccount}`
          : `cloud account ${cloudAccount} does not work (${result.reason})`;
        await cache.set(key, { reason }, { ttl: FAILED_CHECK_TTL });
        return { reason };
      } catch (error) {
        signal.throwIfAborted();
        return {
          reason: `cloud account ${cloudAccount} could not be checked (${describeFailure(
            error,
          )})`,
        };
      }
    });
  }

  private async searched({
    region,
    clusterName,
  }: UnmarkedCluster): Promise<FoundAccount> {
    const accounts = this.options.service.config.aws.accounts.map(
      ({ id }) => id,
    );
    const looks = await Promise.all(
      accounts.map(async account => ({
        account,
        ...(await this.namesIn(account, region)),
      })),
    );
    const [found, ...others] = looks.filter(({ names }) =>
      names?.includes(clusterName),
    );
    const unseen = looks.filter(({ names }) => !names);
    if (others.length > 0) {
      const all = [found, ...others].map(({ account }) => account);
      return {
        reason: `clusters of that name are in several AWS accounts (${all.join(
          ', ',
        )})`,
      };
    }
    // One of those that did not answer may have such a cluster, too.
    if (found && unseen.length === 0) return { awsAccountId: found.account };
    if (unseen.length > 0) {
      return {
        reason: `not all AWS accounts of the configuration could be searched (${unseen
          .map(({ account, failure }) => `${account}: ${failure}`)
          .join('; ')})`,
      };
    }
    return {
      reason: `no AWS account of the configuration (${
        accounts.join(', ') || 'there is none'
      }) has a cluster of that name in ${region}`,
    };
  }

  private namesIn(accountId: string, region: string): Promise<Names> {
    return once(this.names, `${accountId}/${region}`, async () => {
      const { cache } = this.options;
      const key = `humanitec-eks:cluster-names:${accountId}/${region}`;
      const kept = await cache.get<Names>(key);
      if (kept) return kept;
      const found = await this.listNames(accountId, region);
      const ttl = found.failure ? FAILED_NAMES_TTL : NAMES_TTL;
      await cache.set(key, found, { ttl });
      return found;
    });
  }

  private async listNames(accountId: string, region: string): Promise<Names> {
    const { limit, service, signal } = this.options;
    try {
      const names = await limit(async () =>
        listClusterNames(await service.aws(accountId, region, signal)),
      );
      return { names };
    } catch (error) {
      signal.throwIfAborted();
      return { failure: describeFailure(error) };
    }
  }
}

/** The names of all clusters in an account and region, or why they are not known. */
type Names =
  | { names: string[]; failure?: never }
  | { names?: never; failure: string };

function once<T>(
  known: Map<string, Promise<T>>,
  key: string,
  find: () => Promise<T>,
): Promise<T> {
  const found = known.get(key) ?? find();
  known.set(key, found);
  return found;
}
