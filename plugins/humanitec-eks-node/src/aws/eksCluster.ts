import { Cluster, DescribeClusterCommand } from '@aws-sdk/client-eks';
import {
  BindingSpec,
  bindingMark,
  Change,
  deriveNames,
  FieldChange,
  MARK_KEY,
  OWNER_TAG,
} from 'backstage-plugin-humanitec-eks-common';
import type { AwsAccount } from './awsAccount';
import { orAbsent } from './awsError';
import { clusterUpdates } from './clusterUpdates';
import { planExistingCluster } from './existingCluster';
import { isOurs, ourTags, tagFields } from './tags';

/** Reads the cluster, or undefined when there is none of that name. */
export async function findCluster(
  aws: Pick<AwsAccount, 'eks'>,
  name: string,
): Promise<Cluster | undefined> {
  const found = await orAbsent(aws.eks(new DescribeClusterCommand({ name })));
  return found?.cluster;
}

/** Has it come up, and not begun to go away? While it is UPDATING it works as ever. */
export function isUp(cluster: Cluster | undefined): cluster is Cluster {
  return cluster?.status === 'ACTIVE' || cluster?.status === 'UPDATING';
}

/** Can its access entries be read and written now? */
export function hasAccessEntries(
  cluster: Cluster | undefined,
): cluster is Cluster {
  return (
    isUp(cluster) && cluster.accessConfig?.authenticationMode !== 'CONFIG_MAP'
  );
}

/** `AccessDenied: …; VpcNotFound: …` */
export function healthIssues(cluster: Cluster): string | undefined {
  const issues = cluster.health?.issues ?? [];
  return issues.length
    ? issues.map(({ code, message }) => `${code}: ${message}`).join('; ')
    : undefined;
}

/** The tags of the cluster itself. */
export function clusterTags(spec: BindingSpec): Record<string, string> {
  const { owner } = spec.cluster;
  return { ...ourTags(spec), ...(owner && { [OWNER_TAG]: owner }) };
}

/** What must change about the cluster itself. */
export function planCluster(
  spec: BindingSpec,
  found: Cluster | undefined,
  nodeRoleArn: string,
): Change[] {
  if (spec.cluster.existing && !isOurs(spec, found?.tags)) {
    return planExistingCluster(spec, found);
  }
  const subject = { kind: 'eks cluster', name: spec.clusterName };
  if (!found) return [{ action: 'create', ...subject }];
  if (!isOurs(spec, found.tags)) {
    return [{ action: 'refuse', ...subject, reason: foreignReason(spec) }];
  }
  const lost = lostReason(found);
  if (lost) return [{ action: 'refuse', ...subject, reason: lost }];
  const obstacles = unmendable(spec, found);
  if (obstacles.length) {
    return obstacles.map(({ field, reason }) => ({
      action: 'refuse',
      ...subject,
      fields: [field],
      reason,
    }));
  }
  const config = clusterUpdates(spec, found, nodeRoleArn).flatMap(
    ({ fields }) => fields,
  );
  const fields = [...config, ...tagFields(clusterTags(spec), found.tags ?? {})];
  if (fields.length === 0) return [];
  const later = config.length > 0 && !isUp(found);
  return [
    {
      action: 'update',
      ...subject,
      fields,
      ...(later && { reason: 'follows when the cluster is ACTIVE' }),
    },
  ];
}

/** Not adopted either: our tag is only on clusters that we made, so that no other is ever changed or deleted. */
function foreignReason(spec: BindingSpec): string {
  return `a cluster of this name exists, and it does not carry the tag ${MARK_KEY}=${bindingMark(
    spec,
  )} of those that this binding makes; choose another name, or bind it as it is (cluster.existing, template bind-existing-eks-cluster)`;
}

function lostReason(found: Cluster): string | undefined {
  switch (found.status) {
    case 'FAILED':
      return `EKS could not create it (${
        healthIssues(found) ?? 'it names no reason'
      }). Mend the cause, delete the cluster (humanitec-eks:binding:remove with keepCluster: false does), and run again`;
    case 'DELETING':
      return 'it is being deleted; wait until it is gone, then run again';
    default:
      return undefined;
  }
}

interface Obstacle {
  field: FieldChange;
  reason: string;
}

/** What EKS does not change about a cluster that is there, or a run had better not. */
function unmendable(spec: BindingSpec, found: Cluster): Obstacle[] {
  return [
    ...wrongVersion(spec, found),
    ...wrongKey(spec, found),
    ...wrongRole(spec, 'clusterRole', 'roleArn', found.roleArn),
    ...wrongRole(
      spec,
      'nodeRole',
      'computeConfig.nodeRoleArn',
      found.computeConfig?.nodeRoleArn,
    ),
  ];
}

function wrongVersion(
  { cluster: { version: to } }: BindingSpec,
  { version: from }: Cluster,
): Obstacle[] {
  if (!to || !from || to === from) return [];
  return [
    {
      field: { path: 'version', from, to },
      reason:
        'onboarding does not upgrade a cluster; leave the version out, or upgrade the cluster first',
    },
  ];
}

/** EKS keeps a key for ever; giving one later cannot be taken back either. */
function wrongKey(
  { cluster: { encryptionKeyArn: to } }: BindingSpec,
  { encryptionConfig }: Cluster,
): Obstacle[] {
  const from = encryptionConfig?.[0]?.provider?.keyArn;
  // An alias cannot be compared with the key that it stands for.
  if (!to || to === from || (from && to.includes(':alias/'))) return [];
  return [
    {
      field: { path: 'encryptionConfig.provider.keyArn', from, to },
      reason: from
        ? 'EKS does not change the key of a cluster; leave cluster.encryptionKeyArn out, or make the cluster anew'
        : 'the cluster was made without a key of its own, and giving it one cannot be taken back; associate the key in EKS first, or leave cluster.encryptionKeyArn out',
    },
  ];
}

/** A cluster keeps its roles; only a name that was given, not a derived one, asks for another. */
function wrongRole(
  spec: BindingSpec,
  name: 'clusterRole' | 'nodeRole',
  path: string,
  from: string | undefined,
): Obstacle[] {
  const to = spec.names[name];
  const given = to !== deriveNames(spec)[name];
  if (!given || !from || from.endsWith(`/${to}`)) return [];
  return [
    {
      field: { path, from, to },
      reason: `EKS does not change the role of a cluster; leave names.${name} out, or make the cluster anew`,
    },
  ];
}
