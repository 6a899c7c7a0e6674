import type { Change } from './status';

/** Fields that no deployment notices: marks, descriptions, and how the thing is run. */
const UNNOTICED_FIELDS = [
  /^[Tt]ags\./,
  /^name$/,
  /^metadata\./,
  /^(PermissionsBoundary|Description)$/,
  /^upgradePolicy\./,
  /^deletionProtection$/,
  /^resourcesVpcConfig\./,
  /^computeConfig\.nodePools/,
  /^logging$/,
  /^zonalShiftConfig\./,
  /^username$/,
];

/** Kubernetes objects that only matter while pods start; whether the pods run is told apart. */
const UNNOTICED_OBJECTS =
  /^(Namespace|ServiceAccount|Deployment|PodDisruptionBudget) /;

/** Does this difference keep the next deployment from working? */
export function breaksDeployments(change: Change): boolean {
  const { action, kind, name, fields = [] } = change;
  if (action === 'create' || action === 'refuse') return true;
  if (action === 'delete') return false;
  if (kind === 'kubernetes object' && UNNOTICED_OBJECTS.test(name)) {
    return false;
  }
  if (kind === 'rollout') {
    return fields.some(field => 'from' in field && field.from === 0);
  }
  // A thing that EKS no longer honours shows no field, only a reason.
  if (action === 'update' && fields.length === 0) return true;
  return fields.some(
    ({ path }) => !UNNOTICED_FIELDS.some(pattern => pattern.test(path)),
  );
}
