import type { Choice } from 'backstage-plugin-humanitec-eks-common';
import type { AwsAccount } from '../aws/awsAccount';
import { listClusterNames } from '../aws/listClusterNames';

/** The EKS clusters of an account in a region. */
export async function clusterChoices(aws: AwsAccount): Promise<Choice[]> {
  const names = await listClusterNames(aws);
  return names.sort().map(value => ({ value }));
}
