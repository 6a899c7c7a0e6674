import { ListClustersCommand } from '@aws-sdk/client-eks';
import type { AwsAccount } from './awsAccount';

/** The names of all EKS clusters of the account in its region, in whatever state. */
export async function listClusterNames({
  eks,
}: Pick<AwsAccount, 'eks'>): Promise<string[]> {
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await eks(
      new ListClustersCommand({ maxResults: 100, nextToken }),
    );
    names.push(...(page.clusters ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return names;
}
