import type { Cluster } from '@aws-sdk/client-eks';
import type {
  BindingSpec,
  Change,
} from 'backstage-plugin-humanitec-eks-common';
import {
  askedDifferences,
  ClusterUpdate,
  enableAccessEntries,
} from './clusterUpdates';
import { isOurs } from './tags';

/**
 * Is this a cluster that somebody else made, and that is bound as it is? It
 * lacks our tag, which only CreateCluster puts on: tools such as Terraform
 * would show one of ours as drift, and take it off again.
 */
export function isBoundAsItIs(
  spec: BindingSpec,
  found: Cluster | undefined,
): found is Cluster {
  return (
    found !== undefined &&
    spec.cluster.existing === true &&
    !isOurs(spec, found.tags)
  );
}

/** What keeps such a cluster from being bound; and the one change that it may need, when it was asked for. */
export function planExistingCluster(
  spec: BindingSpec,
  found: Cluster | undefined,
): Change[] {
  const subject = { kind: 'eks cluster', name: spec.clusterName };
  const refuse = (reason: string, fields: Change['fields'] = []): Change[] => [
    { action: 'refuse', ...subject, fields, reason },
  ];
  if (!found) {
    return refuse(
      `there is no cluster of this name in ${spec.region}; check its name, the AWS account and the region, or create it with the template onboard-private-eks-cluster`,
    );
  }
  if (found.status === 'FAILED' || found.status === 'DELETING') {
    return refuse(`it is ${found.status}; bind it once it is ACTIVE`);
  }
  const asked = [
    ...askedDifferences(spec, found),
    ...otherVersion(spec, found),
  ];
  if (asked.length > 0) {
    return refuse(
      'a cluster that somebody else made is bound as it is; leave these options out, or change it where it was made',
      asked,
    );
  }
  const { fields } = enableAccessEntries(found);
  if (fields.length === 0) return [];
  return spec.cluster.enableAccessEntries
    ? [{ action: 'update', ...subject, fields }]
    : refuse(
        'the cluster knows no access entries; set cluster.enableAccessEntries to switch its authentication mode, or switch it where the cluster was made. It cannot be switched back, and the ConfigMap aws-auth stays in force',
        fields,
      );
}

function otherVersion(
  { cluster: { version: to } }: BindingSpec,
  { version: from }: Cluster,
) {
  return !to || to === from ? [] : [{ path: 'version', from, to }];
}

/** All that may ever be changed about such a cluster. */
export function existingClusterUpdates(
  spec: BindingSpec,
  found: Cluster,
): ClusterUpdate[] {
  return spec.cluster.enableAccessEntries
    ? [enableAccessEntries(found)].filter(({ fields }) => fields.length > 0)
    : [];
}
