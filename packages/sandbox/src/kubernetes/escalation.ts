import { decide, rbacRules, rulesOfRole, User } from './authorize';
import { record, records } from './json';
import { KubeObject } from './object';
import { Resource } from './resources';
import { describeRule, notCovered, ruleOf } from './rules';
import { forbidden } from './statusError';
import { Store } from './store';

/**
 * Nobody may grant through RBAC what RBAC does not give him, unless he holds
 * `escalate` on the role or `bind` on the role that is bound. EKS access policies
 * count for those two verbs only, since the check knows no other authorizer's rules.
 */
export function refuseEscalation(
  store: Store,
  user: User,
  resource: Resource,
  object: KubeObject,
) {
  if (resource.group !== 'rbac.authorization.k8s.io') return;
  const { name, namespace } = object.metadata;
  const isBinding = resource.plural.endsWith('bindings');
  const roleRef = record(object.roleRef);
  const referred = roleRef.kind === 'ClusterRole' ? 'clusterroles' : 'roles';
  const target = isBinding ? referred : resource.plural;
  const mayEscalate = decide(store, user, {
    verb: isBinding ? 'bind' : 'escalate',
    group: resource.group,
    resource: target,
    namespace,
    name: isBinding ? String(roleRef.name) : name,
  }).allowed;
  if (mayEscalate) return;

  const granted = isBinding
    ? rulesOfRole(store, roleRef, namespace)
    : records(object.rules).map(ruleOf);
  const missing = notCovered(rbacRules(store, user, namespace), granted);
  if (missing.length === 0) return;
  throw forbidden(
    resource,
    name,
    `user "${user.username}" (groups=${JSON.stringify(
      user.groups,
    )}) is attempting to grant RBAC permissions not currently held:\n${missing
      .map(describeRule)
      .join('\n')}`,
  );
}
