import {
  bindingMark,
  BindingSpec,
  MARK_KEY,
} from 'backstage-plugin-humanitec-eks-common';
import type { Systems } from '../systems';
import { waitFor } from '../waitFor';
import type {
  KubernetesClient,
  LiveObject,
  Manifest,
} from './kubernetesClient';
import { FoundObjects, objectName } from './objects';

const TERMINATION_LIMIT_SECONDS = 5 * 60;

/** Is the namespace being deleted? What is in it will not stay, and nothing new may come. */
export function isTerminating(
  found: FoundObjects | undefined,
  namespace: Manifest,
): boolean {
  return isGoing(found?.get(objectName(namespace)));
}

function isGoing(live: LiveObject | undefined): boolean {
  return live?.metadata.deletionTimestamp !== undefined;
}

/** Waits until a namespace that is being deleted is gone. */
export async function awaitTermination(
  kubernetes: KubernetesClient,
  namespace: Manifest,
  systems: Systems,
): Promise<void> {
  await waitFor(
    async () => {
      const live = await kubernetes.find(namespace);
      return isGoing(live)
        ? {
            waiting: `${objectName(namespace)} is still being deleted`,
          }
        : { done: undefined };
    },
    systems,
    { limitSeconds: TERMINATION_LIMIT_SECONDS, firstPauseSeconds: 1 },
  );
}

/**
 * Deletes a namespace of ours, unless it holds what somebody else put there:
 * then it stays, without our marks.
 */
export async function removeNamespace(
  spec: BindingSpec,
  kubernetes: KubernetesClient,
  namespace: Manifest,
  { progress }: Pick<Systems, 'progress'>,
): Promise<void> {
  const live = await kubernetes.find(namespace);
  if (!live || isGoing(live) || !isOurs(spec, live)) return;
  const others = await othersIn(spec, kubernetes, namespace.metadata.name);
  const name = objectName(namespace);
  if (others.length === 0) {
    await kubernetes.delete(namespace);
    progress(`Deleted ${name}.`);
    return;
  }
  const { apiVersion, kind, metadata } = namespace;
  await kubernetes.apply({
    apiVersion,
    kind,
    metadata: { name: metadata.name },
  });
  progress(
    `Left ${name}, since it holds what is not ours: ${others.join(', ')}.`,
  );
}

function isOurs(spec: BindingSpec, { metadata }: LiveObject): boolean {
  return metadata.labels?.[MARK_KEY] === bindingMark(spec);
}

/** Kinds that people and charts put into a namespace. OpenTofu keeps its state in Secrets. */
const KINDS = [
  ['v1', 'Secret'],
  ['v1', 'ConfigMap'],
  ['v1', 'Service'],
  ['v1', 'ServiceAccount'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'DaemonSet'],
  ['batch/v1', 'Job'],
  ['rbac.authorization.k8s.io/v1', 'Role'],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
] as const;

/** Every namespace is born with these. */
const NATIVE = ['ServiceAccount default', 'ConfigMap kube-root-ca.crt'];

async function othersIn(
  spec: BindingSpec,
  kubernetes: KubernetesClient,
  namespace: string,
): Promise<string[]> {
  const others: string[] = [];
  for (const [apiVersion, kind] of KINDS) {
    for (const object of await kubernetes.list(apiVersion, kind, namespace)) {
      const name = `${kind} ${object.metadata.name}`;
      const owned = (object.metadata.ownerReferences ?? []).length > 0;
      if (owned || isOurs(spec, object) || NATIVE.includes(name)) continue;
      others.push(name);
    }
  }
  return others;
}
