import {
  clusterOwner,
  findCluster,
  HumanitecEksService,
} from 'backstage-plugin-humanitec-eks-node';
import type pLimit from 'p-limit';
import type { BoundCluster } from './boundCluster';

/** What AWS knows of a cluster. */
export interface ClusterFacts {
  endpoint?: string;
  /** PEM in base64. */
  certificateAuthority?: string;
  /** The IAM role that Backstage uses there. */
  roleArn?: string;
  /** From the tag of the cluster or of our access entry. */
  owner?: string;
}

/** Reads clusters in AWS; signs in once for each account and region, and gives up on one that does not let it in. */
export class ClusterReader {
  private readonly accounts = new Map<
    string,
    ReturnType<ClusterReader['signIn']>
  >();

  constructor(
    private readonly options: {
      limit: pLimit.Limit;
      service: HumanitecEksService;
      signal: AbortSignal;
    },
  ) {}

  /**
   * One call for a cluster, and for one of ours without an owner in its tags
   * those that read our access entry.
   *
   * @returns undefined when there is no such cluster
   * @throws SystemError; InputError when Backstage has no credentials for the account
   */
  async read({
    organization,
    awsAccountId,
    region,
    clusterName,
    isOurs,
  }: BoundCluster): Promise<ClusterFacts | undefined> {
    const key = `${awsAccountId}/${region}`;
    const signIn = this.accounts.get(key) ?? this.signIn(awsAccountId, region);
    this.accounts.set(key, signIn);
    const { aws, principalArn } = await signIn;
    return this.options.limit(async () => {
      const cluster = await findCluster(aws, clusterName);
      if (!cluster) return undefined;
      return {
        endpoint: cluster.endpoint,
        certificateAuthority: cluster.certificateAuthority?.data,
        roleArn: principalArn.includes(':role/') ? principalArn : undefined,
        // Nobody else puts our tags on.
        owner: isOurs
          ? await clusterOwner(
              { organization, awsAccountId, region, clusterName },
              cluster,
              aws,
            )
          : undefined,
      };
    });
  }

  private async signIn(awsAccountId: string, region: string) {
    const { service, signal } = this.options;
    const aws = await service.aws(awsAccountId, region, signal);
    return { aws, principalArn: await aws.callerPrincipalArn() };
  }
}
