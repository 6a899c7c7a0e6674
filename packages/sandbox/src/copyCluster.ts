// Copies a cluster and all that is named after it, so that a world of a thousand is made in seconds.
import { randomUUID } from 'node:crypto';
import { uniqueId } from './aws/ids';
import { Account, Cluster } from './aws/state';
import { newId } from './humanitec/identifiers';
import { Organization } from './humanitec/state';
import { settle } from './kubernetes/controllers/settle';
import { World } from './world';
import { renamed, renaming } from './renamed';

/** Copies are a day older: nothing of them is still coming about, however slow the world is. */
const DAY_MS = 24 * 60 * 60 * 1000;

export interface ClusterCopy {
  /** Texts of the original, and what stands in the copy instead: names, account, region, environment type … None may stand in an ID of another cluster's. */
  replace: Record<string, string>;
  /** Kubernetes version; that of the original when left out. */
  version?: string;
  /** False: nothing listens where its Kubernetes API should. */
  reachable?: boolean;
}

/**
 * In AWS the cluster, and the roles and policies of its account whose names change; in Humanitec the accounts,
 * definitions, agents and applications of the organization whose IDs change; in Kubernetes everything. Private keys
 * and certificates are those of the original.
 *
 * @throws Error when something of the new name is there already, or the account is not
 */
export async function copyCluster(
  world: World,
  original: Cluster,
  organization: Organization,
  { replace, version, reachable = true }: ClusterCopy,
): Promise<Cluster> {
  const rename = renaming(replace);
  const cluster = copyOfCluster(original, rename);
  if (world.aws.clusters.has(cluster.arn)) {
    throw new Error(`there is a cluster ${cluster.arn} already`);
  }
  cluster.config.version = version ?? cluster.config.version;
  copyIam(
    world.aws.account(original.accountId),
    world.aws.account(cluster.accountId),
    rename,
  );
  for (const entry of cluster.accessEntries.values()) {
    const role = world.aws.findRole(entry.principalArn);
    if (role) entry.principalId = role.roleId;
  }
  copyHumanitec(organization, rename);

  settle(world, original);
  const api = world.kubernetes.of(world, original);
  world.kubernetes.set(cluster, api.copy(rename));
  world.aws.clusters.set(cluster.arn, cluster);
  // What controllers make is named after a digest of its template, which may have changed: they make it anew.
  settle(world, cluster);
  // Nothing listens there, and it is none of the ports that fetch refuses by itself.
  if (reachable) await world.kubernetesServers.start(world, cluster);
  else cluster.endpoint = 'https://127.0.0.1:2';
  return cluster;
}

function copyOfCluster(
  { ca, endpoint: _, ...original }: Cluster,
  rename: (text: string) => string,
): Cluster {
  const copy = renamed(original, rename);
  for (const entry of copy.accessEntries.values()) {
    entry.createdAt -= DAY_MS;
    entry.changedAt -= DAY_MS;
  }
  const createdAt = copy.createdAt - DAY_MS;
  return { ...copy, createdAt, id: randomUUID(), ca };
}

function copyIam(from: Account, to: Account, rename: (text: string) => string) {
  copyRenamed(from.roles, to.roles, rename, role => ({
    ...role,
    roleId: uniqueId('AROA'),
    createdAt: role.createdAt - DAY_MS,
    changedAt: role.changedAt - DAY_MS,
  }));
  copyRenamed(from.policies, to.policies, rename, policy => ({
    ...policy,
    policyId: uniqueId('ANPA'),
  }));
}

function copyHumanitec(
  organization: Organization,
  rename: (text: string) => string,
) {
  const { accounts, agents, applications, definitions } = organization;
  copyRenamed(accounts, accounts, rename);
  copyRenamed(agents, agents, rename);
  copyRenamed(applications, applications, rename);
  copyRenamed(definitions, definitions, rename, definition => ({
    ...definition,
    criteria: definition.criteria.map(rule => ({ ...rule, id: newId() })),
  }));
}

/** Of those whose keys change. */
function copyRenamed<Item>(
  from: Map<string, Item>,
  to: Map<string, Item>,
  rename: (text: string) => string,
  finish: (copy: Item) => Item = copy => copy,
) {
  for (const [key, item] of [...from]) {
    const newKey = rename(key);
    if (newKey === key) continue;
    if (to.has(newKey)) throw new Error(`there is a ${newKey} already`);
    to.set(newKey, finish(renamed(item, rename)));
  }
}
