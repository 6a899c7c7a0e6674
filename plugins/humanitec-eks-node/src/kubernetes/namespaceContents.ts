import {
  BindingSpec,
  bindingMark,
  MARK_KEY,
} from 'backstage-plugin-humanitec-eks-common';
import type { KubernetesClient, LiveObject } from './kubernetesClient';

/** What would be lost with a namespace; pods and the like come and go with these. */
const KINDS: [apiVersion: string, kind: string][] = [
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'DaemonSet'],
  ['batch/v1', 'CronJob'],
  ['batch/v1', 'Job'],
  ['v1', 'Pod'],
  ['v1', 'PersistentVolumeClaim'],
  ['v1', 'Secret'],
  ['v1', 'ConfigMap'],
  ['v1', 'Service'],
  ['v1', 'ServiceAccount'],
  ['rbac.authorization.k8s.io/v1', 'Role'],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
];

/** What Kubernetes itself puts into every namespace. */
const INNATE = ['ServiceAccount default', 'ConfigMap kube-root-ca.crt'];

/**
 * The objects in a namespace that are not ours, as `Secret tfstate-default-x`:
 * workloads that somebody put there, and the state that OpenTofu keeps in Secrets.
 */
export async function foreignContents(
  spec: BindingSpec,
  kubernetes: KubernetesClient,
  { metadata: { name: namespace } }: Pick<LiveObject, 'metadata'>,
): Promise<string[]> {
  const names: string[] = [];
  // One after the other: new control planes throttle bursts (containers-roadmap#2800).
  for (const [apiVersion, kind] of KINDS) {
    for (const object of await kubernetes.list(apiVersion, kind, namespace)) {
      const name = `${kind} ${object.metadata.name}`;
      const ours =
        object.metadata.labels?.[MARK_KEY] === bindingMark(spec) ||
        object.metadata.ownerReferences !== undefined;
      if (!ours && !INNATE.includes(name)) names.push(name);
    }
  }
  return names;
}

/** `it holds Secret a, Secret b and 3 more of somebody else` */
export function contentsText(names: string[]): string {
  const more = names.length - 5;
  return `it holds ${names.slice(0, 5).join(', ')}${
    more > 0 ? ` and ${more} more` : ''
  }, which are not ours`;
}
