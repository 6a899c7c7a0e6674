// EKS's own Kubernetes permissions, and their association with access entries.
import { z } from 'zod';
import { restOperation } from '../restJson';
import { AccessEntry, AssociatedPolicy, Cluster } from '../state';
import { findEntry } from './accessEntries';
import { findUsableCluster } from './clusterStatus';
import { invalidParameter, invalidRequest, resourceNotFound } from './errors';
import { eksPage, paging, seconds } from './shapes';

const names = [
  'AmazonEKSAdminPolicy',
  'AmazonEKSAdminViewPolicy',
  'AmazonEKSAutoNodePolicy',
  'AmazonEKSClusterAdminPolicy',
  'AmazonEKSEditPolicy',
  'AmazonEKSHybridPolicy',
  'AmazonEKSViewPolicy',
];

/** A node's entry takes no other policy than its own. */
const autoNodePolicy = accessPolicyArn('AmazonEKSAutoNodePolicy');

const entryPath = '/clusters/:name/access-entries/:principalArn';

const entryInput = z.object({ name: z.string(), principalArn: z.string() });

export function accessPolicyArn(name: string) {
  return `arn:aws:eks::aws:cluster-access-policy/${name}`;
}

export const ListAccessPolicies = restOperation({
  method: 'get',
  path: '/access-policies',
  write: false,
  input: z.object(paging),
  run: (_call, request) => {
    const all = names.map(name => ({ name, arn: accessPolicyArn(name) }));
    const { members, rest } = eksPage(all, request);
    return { accessPolicies: members, ...rest };
  },
});

export const AssociateAccessPolicy = restOperation({
  method: 'post',
  path: `${entryPath}/access-policies`,
  write: true,
  input: entryInput.extend({
    policyArn: z.string(),
    accessScope: z.object({
      type: z.enum(['cluster', 'namespace']),
      namespaces: z.array(z.string()).default([]),
    }),
  }),
  run: (call, { name, principalArn, policyArn, accessScope }) => {
    const cluster = findUsableCluster(call, name);
    const entry = findEntry(cluster, principalArn);
    checkPolicy(cluster, entry, policyArn);
    checkScope(cluster, accessScope);
    const now = call.world.clock.now();
    const present = entry.policies.find(one => one.policyArn === policyArn);
    if (present && sameScope(present.accessScope, accessScope)) {
      return associated(cluster, entry, present);
    }
    const associatedAt = present?.associatedAt ?? now;
    const policy = { policyArn, accessScope, associatedAt, modifiedAt: now };
    entry.policies = [...entry.policies.filter(one => one !== present), policy];
    entry.changedAt = now;
    return associated(cluster, entry, policy);
  },
});

export const DisassociateAccessPolicy = restOperation({
  method: 'delete',
  path: `${entryPath}/access-policies/:policyArn`,
  write: true,
  input: entryInput.extend({ policyArn: z.string() }),
  run: (call, { name, principalArn, policyArn }) => {
    const cluster = findUsableCluster(call, name);
    const entry = findEntry(cluster, principalArn);
    const left = entry.policies.filter(one => one.policyArn !== policyArn);
    if (left.length === entry.policies.length) {
      throw resourceNotFound(
        `The specified policyArn ${policyArn} is not associated with the access entry.`,
        name,
      );
    }
    entry.policies = left;
    entry.changedAt = call.world.clock.now();
    return {};
  },
});

export const ListAssociatedAccessPolicies = restOperation({
  method: 'get',
  path: `${entryPath}/access-policies`,
  write: false,
  input: entryInput.extend(paging),
  run: (call, { name, principalArn, ...request }) => {
    const cluster = findUsableCluster(call, name);
    const { policies } = findEntry(cluster, principalArn);
    const { members, rest } = eksPage(policies.map(describe), request);
    return {
      clusterName: name,
      principalArn,
      associatedAccessPolicies: members,
      ...rest,
    };
  },
});

function checkPolicy(cluster: Cluster, entry: AccessEntry, policyArn: string) {
  if (!names.some(name => accessPolicyArn(name) === policyArn)) {
    throw invalidParameter(
      `The specified policyArn ${policyArn} is invalid: there is no such access policy`,
      cluster.name,
    );
  }
  const standard = entry.type === 'STANDARD';
  const allowed =
    standard || (entry.type === 'EC2' && policyArn === autoNodePolicy);
  if (!allowed) {
    throw invalidRequest(
      'This operation can only be performed on Access Entries with a type of STANDARD',
      cluster.name,
    );
  }
}

function checkScope(cluster: Cluster, scope: AssociatedPolicy['accessScope']) {
  if (scope.type === 'namespace' && scope.namespaces.length === 0) {
    throw invalidParameter(
      'A namespace access scope must name at least one namespace',
      cluster.name,
    );
  }
  if (scope.type === 'cluster' && scope.namespaces.length > 0) {
    throw invalidParameter(
      'A cluster access scope must not name namespaces',
      cluster.name,
    );
  }
}

function sameScope(
  a: AssociatedPolicy['accessScope'],
  b: AssociatedPolicy['accessScope'],
) {
  return a.type === b.type && a.namespaces.join() === b.namespaces.join();
}

function associated(
  cluster: Cluster,
  entry: AccessEntry,
  policy: AssociatedPolicy,
) {
  return {
    clusterName: cluster.name,
    principalArn: entry.principalArn,
    associatedAccessPolicy: describe(policy),
  };
}

function describe(policy: AssociatedPolicy) {
  return {
    policyArn: policy.policyArn,
    accessScope: policy.accessScope,
    associatedAt: seconds(policy.associatedAt),
    modifiedAt: seconds(policy.modifiedAt),
  };
}
