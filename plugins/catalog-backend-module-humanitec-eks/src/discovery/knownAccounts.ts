import type { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_CLUSTER_NAME,
  ANNOTATION_ORGANIZATION,
  ANNOTATION_REGION,
} from 'backstage-plugin-humanitec-eks-common';
import type { UnmarkedCluster } from './AccountFinder';

/**
 * Tells the AWS account of a cluster from what is in the catalog: what was
 * found out before, or what a person has written into an entity.
 *
 * @returns undefined when no entity tells, or several tell different ones
 */
export function knownAccounts(
  entities: Entity[],
): (cluster: UnmarkedCluster) => string | undefined {
  const accounts = new Map<string, Set<string>>();
  for (const { metadata } of entities) {
    const {
      [ANNOTATION_ORGANIZATION]: organization,
      [ANNOTATION_AWS_ACCOUNT_ID]: account,
      [ANNOTATION_REGION]: region,
      [ANNOTATION_CLUSTER_NAME]: clusterName,
    } = metadata.annotations ?? {};
    if (!organization || !account) continue;
    const key = [organization, region, clusterName].join('/');
    accounts.set(key, (accounts.get(key) ?? new Set()).add(account));
  }
  return ({ organization, region, clusterName }) => {
    const [account, ...others] =
      accounts.get([organization, region, clusterName].join('/')) ?? [];
    return others.length === 0 ? account : undefined;
  };
}
