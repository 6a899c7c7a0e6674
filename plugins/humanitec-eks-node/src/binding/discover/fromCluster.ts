import {
  BindingIdentity,
  bindingMark,
  MARK_KEY,
  OWNER_TAG,
} from 'backstage-plugin-humanitec-eks-common';
import { findCluster, hasAccessEntries } from '../../aws/eksCluster';
import type { Readings } from '../../systems';
import { nameInArn, pathInArn } from './arn';
import type { Found } from './discoverSpec';
import { findOurAccessEntry } from './ourAccessEntry';

/** Role names from the cluster, and from the access entry that carries our tag and a group. */
export async function fromCluster(
  identity: BindingIdentity,
  { aws }: Readings,
): Promise<Found> {
  const cluster = await findCluster(aws, identity.clusterName);
  if (!cluster) return {};
  const entry = hasAccessEntries(cluster)
    ? await findOurAccessEntry(identity, aws)
    : undefined;
  const isOurs = cluster.tags?.[MARK_KEY] === bindingMark(identity);
  return {
    names: {
      clusterRole: nameInArn(cluster.roleArn),
      nodeRole: nameInArn(cluster.computeConfig?.nodeRoleArn),
      accessRole: nameInArn(entry?.principalArn),
      kubernetesGroup: entry?.group,
    },
    aws: entry && { iamPath: pathInArn(entry.principalArn) },
    cluster: {
      subnetIds: cluster.resourcesVpcConfig?.subnetIds,
      owner: cluster.tags?.[OWNER_TAG] ?? entry?.tags[OWNER_TAG],
      // Only CreateCluster puts our tag on.
      existing: isOurs ? undefined : true,
    },
  };
}
