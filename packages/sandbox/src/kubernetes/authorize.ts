import { AccessEntry, Cluster } from '../aws/state';
import { World } from '../world';
import { policyRules, policyApplies } from './accessPolicies';
import { JsonObject, record, records, text } from './json';
import { KubeObject } from './object';
import { builtin } from './resources';
import { Attributes, Rule, ruleAllows, ruleOf } from './rules';
import { Store } from './store';

export type { Attributes } from './rules';

/** Who asks, after authentication. */
export interface User {
  username: string;
  groups: string[];
  /** EKS access policies of the principal's access entry. */
  policies: Pick<
    AccessEntry['policies'][number],
    'policyArn' | 'accessScope'
  >[];
}

/** RBAC first, then the EKS access policies: what one of them allows is allowed. */
export function authorize(
  world: World,
  cluster: Cluster,
  user: User,
  attributes: Attributes,
): { allowed: boolean; reason: string } {
  return decide(world.kubernetes.of(world, cluster).store, user, attributes);
}

export function decide(
  store: Store,
  user: User,
  attributes: Attributes,
): { allowed: boolean; reason: string } {
  if (user.groups.includes('system:masters')) {
    return { allowed: true, reason: '' };
  }
  for (const grant of grantsOf(store, user, attributes.namespace)) {
    if (grant.rules.some(rule => ruleAllows(rule, attributes))) {
      return { allowed: true, reason: `RBAC: allowed by ${grant.source}` };
    }
  }
  for (const policy of user.policies) {
    const { namespace } = attributes;
    if (
      policyApplies(policy.accessScope, namespace) &&
      policyRules(policy.policyArn).some(rule => ruleAllows(rule, attributes))
    ) {
      return {
        allowed: true,
        reason: `EKS Access Policy: allowed by ${policy.policyArn}`,
      };
    }
  }
  return { allowed: false, reason: '' };
}

/** The sentence that follows `is forbidden:`. */
export function denial(user: User, attributes: Attributes): string {
  const { verb, group, resource, subresource, namespace } = attributes;
  if (attributes.nonResourcePath !== undefined) {
    return `User "${user.username}" cannot ${verb} path "${attributes.nonResourcePath}"`;
  }
  const what = subresource ? `${resource}/${subresource}` : resource;
  const where = namespace
    ? `in the namespace "${namespace}"`
    : 'at the cluster scope';
  return `User "${user.username}" cannot ${verb} resource "${what}" in API group "${group}" ${where}`;
}

/** The rules that RBAC gives the user, cluster-wide and in that namespace. */
export function rbacRules(
  store: Store,
  user: User,
  namespace?: string,
): Rule[] {
  return grantsOf(store, user, namespace).flatMap(grant => grant.rules);
}

/** The rules of the role that a binding names; none when there is no such role. */
export function rulesOfRole(
  store: Store,
  roleRef: JsonObject,
  namespace?: string,
): Rule[] {
  const name = text(roleRef.name) ?? '';
  const role =
    roleRef.kind === 'ClusterRole'
      ? store.find(clusterRoles, undefined, name)
      : store.find(roles, namespace, name);
  return records(role?.rules).map(ruleOf);
}

const rbac = 'rbac.authorization.k8s.io';
const roles = builtin(rbac, 'roles');
const clusterRoles = builtin(rbac, 'clusterroles');
const roleBindings = builtin(rbac, 'rolebindings');
const clusterRoleBindings = builtin(rbac, 'clusterrolebindings');

function grantsOf(store: Store, user: User, namespace?: string) {
  const bindings = [
    ...store.list(clusterRoleBindings),
    ...(namespace ? store.list(roleBindings, namespace) : []),
  ];
  return bindings.flatMap(binding => {
    const subject = records(binding.subjects).find(one =>
      isSubject(one, user, binding.metadata.namespace),
    );
    if (!subject) return [];
    const roleRef = record(binding.roleRef);
    return {
      source: describeGrant(binding, roleRef, subject),
      rules: rulesOfRole(store, roleRef, binding.metadata.namespace),
    };
  });
}

function describeGrant(
  binding: KubeObject,
  roleRef: JsonObject,
  subject: JsonObject,
): string {
  const { name, namespace } = binding.metadata;
  const where = namespace ? `${name}/${namespace}` : name;
  return `${binding.kind} "${where}" of ${roleRef.kind} "${roleRef.name}" to ${subject.kind} "${subject.name}"`;
}

function isSubject(
  subject: JsonObject,
  user: User,
  bindingNamespace?: string,
): boolean {
  switch (subject.kind) {
    case 'User':
      return subject.name === user.username;
    case 'Group':
      return user.groups.includes(text(subject.name) ?? '');
    case 'ServiceAccount': {
      const namespace = text(subject.namespace) ?? bindingNamespace;
      return (
        user.username === `system:serviceaccount:${namespace}:${subject.name}`
      );
    }
    default:
      return false;
  }
}
