// May an object be stored? The rules of each kind stand in a file of their own.
import { need } from '../fieldErrors';
import { keyProblems, labelValueProblems, nameProblems } from '../names';
import { KubeObject } from '../object';
import { Resource } from '../resources';
import { Cause, invalid } from '../statusError';
import { configMapProblems, secretProblems } from './configuration';
import { definitionProblems } from './customResourceDefinitions';
import { disruptionBudgetProblems } from './disruptionBudgets';
import { immutableProblems } from './immutable';
import { networkPolicyProblems, serviceProblems } from './networking';
import { podProblems } from './pods';
import { bindingProblems, ruleProblems } from './rbac';
import { refuseUnreadable } from './unreadable';
import { jobProblems, replicatedProblems, workloadProblems } from './workloads';

/** Throws 422 with every reason why the object may not be stored (400 when it cannot even be read). */
export function validate(
  resource: Resource,
  object: KubeObject,
  previous?: KubeObject,
) {
  refuseUnreadable(resource, object);
  const check = checks[`${resource.group}/${resource.kind}`];
  const causes = [
    ...nameProblems(resource, object.metadata.name),
    ...metadataProblems(object),
    ...(check ? check(object) : []),
    ...(previous ? immutableProblems(resource, object, previous) : []),
  ];
  if (causes.length > 0) {
    throw invalid(resource, object.metadata.name, causes);
  }
}

const checks: Record<string, (object: KubeObject) => Cause[]> = {
  '/Pod': podProblems,
  '/Secret': secretProblems,
  '/ConfigMap': configMapProblems,
  '/Service': serviceProblems,
  'apps/Deployment': replicatedProblems,
  'apps/ReplicaSet': replicatedProblems,
  'apps/StatefulSet': replicatedProblems,
  'apps/DaemonSet': workloadProblems,
  'batch/Job': jobProblems,
  'policy/PodDisruptionBudget': disruptionBudgetProblems,
  'networking.k8s.io/NetworkPolicy': networkPolicyProblems,
  'rbac.authorization.k8s.io/Role': object =>
    ruleProblems(object, { namespaced: true }),
  'rbac.authorization.k8s.io/ClusterRole': object =>
    ruleProblems(object, { namespaced: false }),
  'rbac.authorization.k8s.io/RoleBinding': object =>
    bindingProblems(object, ['Role', 'ClusterRole']),
  'rbac.authorization.k8s.io/ClusterRoleBinding': object =>
    bindingProblems(object, ['ClusterRole']),
  'apiextensions.k8s.io/CustomResourceDefinition': definitionProblems,
};

function metadataProblems(object: KubeObject): Cause[] {
  const { labels, annotations, ownerReferences } = object.metadata;
  return [
    ...Object.entries(labels ?? {}).flatMap(([key, value]) => [
      ...keyProblems('metadata.labels', key),
      ...labelValueProblems('metadata.labels', value),
    ]),
    ...Object.keys(annotations ?? {}).flatMap(key =>
      keyProblems('metadata.annotations', key.toLowerCase()),
    ),
    ...(ownerReferences ?? []).flatMap((reference, index) =>
      need(`metadata.ownerReferences[${index}]`, reference, [
        'apiVersion',
        'kind',
        'name',
        'uid',
      ]),
    ),
  ];
}
