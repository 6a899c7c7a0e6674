import type { Cluster } from '@aws-sdk/client-eks';
import {
  BindingIdentity,
  OWNER_TAG,
} from 'backstage-plugin-humanitec-eks-common';
import type { AwsAccount } from '../../aws/awsAccount';
import { hasAccessEntries } from '../../aws/eksCluster';
import { findOurAccessEntry } from './ourAccessEntry';

/** The owner that was given for a cluster: in its own tags, or, where somebody else made it, in those of our access entry. */
export async function clusterOwner(
  identity: BindingIdentity,
  cluster: Cluster | undefined,
  aws: AwsAccount,
): Promise<string | undefined> {
  const owner = cluster?.tags?.[OWNER_TAG];
  if (owner || !hasAccessEntries(cluster)) return owner;
  const entry = await findOurAccessEntry(identity, aws);
  return entry?.tags[OWNER_TAG];
}
