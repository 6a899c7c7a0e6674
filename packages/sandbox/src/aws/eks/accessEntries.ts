// Which IAM principals may speak to a cluster's Kubernetes API, and as whom.
import { z } from 'zod';
import { RestCall, restOperation } from '../restJson';
import { AccessEntry, Cluster } from '../state';
import { createdEntry, describeEntry } from './accessEntry';
import {
  checkGroups,
  checkPrincipalArn,
  checkUsername,
  entryTypes,
} from './accessEntryRules';
import { findUsableCluster } from './clusterStatus';
import {
  invalidParameter,
  invalidRequest,
  resourceInUse,
  resourceNotFound,
} from './errors';
import { madeBy, repeated } from './requestToken';
import { eksPage, paging, requestToken, tagMap } from './shapes';

const groups = z.array(z.string()).optional();

const entryPath = '/clusters/:name/access-entries/:principalArn';

const entryInput = z.object({ name: z.string(), principalArn: z.string() });

export const CreateAccessEntry = restOperation({
  method: 'post',
  path: '/clusters/:name/access-entries',
  write: true,
  input: entryInput.extend({
    kubernetesGroups: groups,
    username: z.string().optional(),
    type: z.enum(entryTypes).default('STANDARD'),
    tags: tagMap.optional(),
    clientRequestToken: requestToken,
  }),
  run: (call, { name, ...request }) => {
    const cluster = findClusterWithEntries(call, name);
    const present = cluster.accessEntries.get(request.principalArn);
    const known = repeated(present ? [present] : [], request, name);
    if (known) return { accessEntry: describeEntry(cluster, known) };
    if (present) {
      throw resourceInUse(
        'The specified access entry resource is already in use on this cluster.',
        name,
      );
    }
    checkPrincipalArn(request.principalArn, request.type, cluster);
    if (
      request.type !== 'STANDARD' &&
      (request.kubernetesGroups || request.username)
    ) {
      throw invalidParameter(
        `An access entry of type ${request.type} takes no kubernetesGroups and no username`,
        name,
      );
    }
    checkGroups(request.kubernetesGroups ?? [], name);
    checkUsername(request.username, name);
    const entry = createdEntry(cluster, call.world.clock.now(), {
      ...request,
      ...madeBy(request),
      principalId: principalId(call, cluster, request.principalArn),
    });
    return { accessEntry: describeEntry(cluster, entry) };
  },
});

export const DescribeAccessEntry = restOperation({
  method: 'get',
  path: entryPath,
  write: false,
  input: entryInput,
  run: (call, { name, principalArn }) => {
    const cluster = findClusterWithEntries(call, name);
    const entry = findEntry(cluster, principalArn);
    return { accessEntry: describeEntry(cluster, entry) };
  },
});

/** Replaces the groups and the user name that are given; leaves what is not. */
export const UpdateAccessEntry = restOperation({
  method: 'post',
  path: entryPath,
  write: true,
  input: entryInput.extend({
    kubernetesGroups: groups,
    username: z.string().optional(),
    clientRequestToken: requestToken,
  }),
  run: (call, { name, principalArn, kubernetesGroups, username }) => {
    const cluster = findClusterWithEntries(call, name);
    const entry = findEntry(cluster, principalArn);
    if (entry.type !== 'STANDARD') {
      throw invalidRequest(
        'This operation can only be performed on Access Entries with a type of STANDARD',
        name,
      );
    }
    checkGroups(kubernetesGroups ?? [], name);
    checkUsername(username, name);
    entry.kubernetesGroups = kubernetesGroups ?? entry.kubernetesGroups;
    entry.username = username ?? entry.username;
    entry.changedAt = call.world.clock.now();
    return { accessEntry: describeEntry(cluster, entry) };
  },
});

export const DeleteAccessEntry = restOperation({
  method: 'delete',
  path: entryPath,
  write: true,
  input: entryInput,
  run: (call, { name, principalArn }) => {
    const cluster = findClusterWithEntries(call, name);
    findEntry(cluster, principalArn);
    cluster.accessEntries.delete(principalArn);
    return {};
  },
});

export const ListAccessEntries = restOperation({
  method: 'get',
  path: '/clusters/:name/access-entries',
  write: false,
  input: z.object({
    ...paging,
    name: z.string(),
    associatedPolicyArn: z.string().optional(),
  }),
  run: (call, { name, associatedPolicyArn: wanted, ...request }) => {
    const cluster = findClusterWithEntries(call, name);
    const arns = [...cluster.accessEntries.values()]
      .filter(
        ({ policies }) =>
          !wanted || policies.some(({ policyArn }) => policyArn === wanted),
      )
      .map(({ principalArn }) => principalArn);
    const { members, rest } = eksPage(arns, request);
    return { accessEntries: members, ...rest };
  },
});

/** ResourceNotFoundException when the principal has none. */
export function findEntry(cluster: Cluster, principalArn: string): AccessEntry {
  const entry = cluster.accessEntries.get(principalArn);
  if (!entry) {
    throw resourceNotFound(
      "The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'.",
      cluster.name,
    );
  }
  return entry;
}

function findClusterWithEntries(call: RestCall, name: string): Cluster {
  const cluster = findUsableCluster(call, name);
  if (cluster.config.authenticationMode === 'CONFIG_MAP') {
    throw invalidRequest(
      "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
      name,
    );
  }
  return cluster;
}

/** The unique ID that the entry is bound to. In accounts that are not known here any principal is believed. */
function principalId(
  { world }: RestCall,
  cluster: Cluster,
  principalArn: string,
): string {
  const [, , , , accountId] = principalArn.split(':');
  if (!world.aws.accounts.has(accountId)) return principalArn;
  const role = world.aws.findRole(principalArn);
  const known =
    role && world.elapsed(role.createdAt, world.timings.iamPropagation);
  const id = known ? role.roleId : world.aws.findUser(principalArn)?.userId;
  if (!id) {
    throw invalidParameter(
      'The specified principalArn is invalid: invalid principal.',
      cluster.name,
    );
  }
  return id;
}
