import { ListClustersCommand } from '@aws-sdk/client-eks';
import type { AwsAccount } from './awsAccount';
import { findCluster } from './eksCluster';

/**
 * The roles that the clusters of this account and region run with. IAM does not
 * tell who uses a role, and EKS does not keep a role from being deleted.
 *
 * @returns names of clusters by the ARN of a role
 */
export async function rolesInUse(
  aws: AwsAccount,
): Promise<Map<string, string>> {
  const users = new Map<string, string>();
  let nextToken: string | undefined;
  do {
    const page = await aws.eks(new ListClustersCommand({ nextToken }));
    // One after the other: DescribeCluster in bulk is throttled.
    for (const name of page.clusters ?? []) {
      const found = await findCluster(aws, name);
      for (const arn of [found?.roleArn, found?.computeConfig?.nodeRoleArn]) {
        if (arn) users.set(arn, name);
      }
    }
    nextToken = page.nextToken;
  } while (nextToken);
  return users;
}
