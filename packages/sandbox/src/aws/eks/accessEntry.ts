// One access entry: how it starts, and how responses show it.
import { randomUUID } from 'node:crypto';
import { parseArn } from '../arn';
import { AccessEntry, Cluster } from '../state';
import { MadeByRequest } from './requestToken';
import { seconds, tagsOf } from './shapes';

export interface NewEntry extends Partial<MadeByRequest> {
  principalArn: string;
  principalId: string;
  type: string;
  username?: string;
  kubernetesGroups?: string[];
  tags?: Record<string, string>;
  /** Associated from the start, with the whole cluster as scope. */
  policyArn?: string;
}

/** Adds an entry to the cluster. */
export function createdEntry(
  cluster: Cluster,
  now: number,
  entry: NewEntry,
): AccessEntry {
  const { accountId = '', resource = '' } = parseArn(entry.principalArn) ?? {};
  const [kind] = resource.split('/');
  const name = resource.split('/').at(-1);
  const created: AccessEntry = {
    arn: `arn:aws:eks:${cluster.region}:${cluster.accountId}:access-entry/${
      cluster.name
    }/${kind}/${accountId}/${name}/${randomUUID()}`,
    principalArn: entry.principalArn,
    principalId: entry.principalId,
    type: entry.type,
    username: entry.username ?? defaultUsername(entry),
    kubernetesGroups:
      entry.type === 'STANDARD'
        ? entry.kubernetesGroups ?? []
        : ['system:nodes'],
    tags: new Map(Object.entries(entry.tags ?? {})),
    policies: entry.policyArn
      ? [
          {
            policyArn: entry.policyArn,
            accessScope: { type: 'cluster', namespaces: [] },
            associatedAt: now,
            modifiedAt: now,
          },
        ]
      : [],
    createdAt: now,
    changedAt: now,
    clientRequestToken: entry.clientRequestToken,
    createRequest: entry.createRequest ?? '',
  };
  cluster.accessEntries.set(created.principalArn, created);
  return created;
}

/** The `accessEntry` member of responses. */
export function describeEntry(cluster: Cluster, entry: AccessEntry) {
  return {
    clusterName: cluster.name,
    principalArn: entry.principalArn,
    kubernetesGroups: entry.kubernetesGroups,
    accessEntryArn: entry.arn,
    createdAt: seconds(entry.createdAt),
    modifiedAt: seconds(entry.changedAt),
    tags: tagsOf(entry.tags),
    username: entry.username,
    type: entry.type,
  };
}

/** A role's sessions keep their names, without the role's path; a user is its ARN. */
export function defaultUsername({
  principalArn,
  type,
}: {
  principalArn: string;
  type: string;
}): string {
  if (type !== 'STANDARD') return 'system:node:{{EC2PrivateDNSName}}';
  const { accountId, resource = '' } = parseArn(principalArn) ?? {};
  const name = resource.split('/').at(-1);
  return resource.startsWith('role/')
    ? `arn:aws:sts::${accountId}:assumed-role/${name}/{{SessionName}}`
    : principalArn;
}
