import { KubernetesObjectApi, V1APIResource } from '@kubernetes/client-node';

/**
 * The client for objects of any kind, without a question about those that
 * every cluster has: it would ask each group which kinds it serves before the
 * first call.
 */
export class ObjectApi extends KubernetesObjectApi {
  protected override async resource(
    apiVersion: string,
    kind: string,
  ): Promise<V1APIResource | undefined> {
    const known = KINDS.find(
      other => other.apiVersion === apiVersion && other.kind === kind,
    );
    if (!known) return super.resource(apiVersion, kind);
    const { name, namespaced } = known;
    return { kind, name, namespaced, singularName: '', verbs: [] };
  }
}

/** Kubernetes API reference: kinds of stable versions, which neither change nor go. */
const KINDS = [
  cluster('v1', 'Namespace', 'namespaces'),
  cluster('v1', 'Node', 'nodes'),
  inNamespace('v1', 'ConfigMap', 'configmaps'),
  inNamespace('v1', 'Event', 'events'),
  inNamespace('v1', 'Pod', 'pods'),
  inNamespace('v1', 'Secret', 'secrets'),
  inNamespace('v1', 'ServiceAccount', 'serviceaccounts'),
  inNamespace('apps/v1', 'Deployment', 'deployments'),
  inNamespace('policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets'),
  inNamespace('rbac.authorization.k8s.io/v1', 'Role', 'roles'),
  inNamespace('rbac.authorization.k8s.io/v1', 'RoleBinding', 'rolebindings'),
  cluster('rbac.authorization.k8s.io/v1', 'ClusterRole', 'clusterroles'),
  cluster(
    'rbac.authorization.k8s.io/v1',
    'ClusterRoleBinding',
    'clusterrolebindings',
  ),
  cluster(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    'customresourcedefinitions',
  ),
];

function inNamespace(apiVersion: string, kind: string, name: string) {
  return { apiVersion, kind, name, namespaced: true };
}

function cluster(apiVersion: string, kind: string, name: string) {
  return { apiVersion, kind, name, namespaced: false };
}
