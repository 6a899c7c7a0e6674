import { AccessEntry } from '../aws/state';
import { defaultClusterRoles } from './defaultRoles';
import { Rule, ruleOf } from './rules';

type Scope = AccessEntry['policies'][number]['accessScope'];

/** What an EKS access policy allows where its scope applies. */
export function policyRules(policyArn: string): Rule[] {
  const name = policyArn.slice(policyArn.lastIndexOf('/') + 1);
  return rules.get(name) ?? [];
}

/** Is the scope cluster-wide, or does it name this namespace (`dev-*` is a prefix)? */
export function policyApplies(
  scope: Scope,
  namespace: string | undefined,
): boolean {
  if (scope.type === 'cluster') return true;
  if (namespace === undefined) return false;
  return scope.namespaces.some(pattern =>
    pattern.endsWith('*')
      ? namespace.startsWith(pattern.slice(0, -1))
      : namespace === pattern,
  );
}

/** Source: EKS user guide, "Review access policy permissions". */
const rules = new Map(
  Object.entries({
    AmazonEKSClusterAdminPolicy: defaultClusterRoles['cluster-admin'],
    AmazonEKSAdminPolicy: defaultClusterRoles.admin,
    AmazonEKSEditPolicy: defaultClusterRoles.edit,
    AmazonEKSViewPolicy: defaultClusterRoles.view,
    AmazonEKSAdminViewPolicy: [
      { apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list', 'watch'] },
    ],
  }).map(([name, policy]) => [name, policy.map(ruleOf)]),
);
