import { isDeepStrictEqual } from 'node:util';
import {
  bindingMark,
  BindingSpec,
  Change,
  MARK_KEY,
} from 'backstage-plugin-humanitec-eks-common';
import { z } from 'zod';
import type {
  KubernetesClient,
  Manifest,
} from '../kubernetes/kubernetesClient';
import { FoundObjects, objectName } from '../kubernetes/objects';
import type { Systems } from '../systems';

const selectorSchema = z.object({
  spec: z.object({ selector: z.record(z.string(), z.unknown()) }),
});

/**
 * Puts our Deployment in the place of one that somebody else made, for
 * instance Humanitec's Helm chart: merged, the two would have both their
 * containers and volumes. Its selector cannot be changed, so one that differs
 * costs a short break.
 *
 * @returns what is there afterwards
 */
export async function takeOverDeployment(
  spec: BindingSpec,
  kubernetes: KubernetesClient,
  workload: Manifest[],
  found: FoundObjects | undefined,
  { progress }: Pick<Systems, 'progress'>,
): Promise<FoundObjects | undefined> {
  const deployment = workload.find(({ kind }) => kind === 'Deployment');
  const name = deployment && objectName(deployment);
  const live = name && found?.get(name);
  if (!found || !live) return found;
  const ours = live.metadata.labels?.[MARK_KEY] === bindingMark(spec);
  const sameSelector = isDeepStrictEqual(selector(live), selector(deployment));
  if (ours && sameSelector) return found;
  const { uid, resourceVersion } = live.metadata;
  if (sameSelector) {
    const replaced = await kubernetes.replace({
      ...deployment,
      metadata: { ...deployment.metadata, resourceVersion },
    });
    progress(`Replaced ${name}.`);
    return new Map(found).set(name, replaced);
  }
  await kubernetes.delete({
    ...deployment,
    metadata: { ...deployment.metadata, uid },
  });
  progress(`Deleted ${name}, whose selector cannot be changed.`);
  const left = new Map(found);
  left.delete(name);
  return left;
}

function selector(deployment: unknown) {
  return selectorSchema.parse(deployment).spec.selector;
}

/** Adds to the changes of what Helm installed that it did, and what follows from it. */
export function explainHelm(
  changes: Change[],
  found: FoundObjects | undefined,
): Change[] {
  return changes.map(change => {
    const { labels, annotations, namespace } =
      found?.get(change.name)?.metadata ?? {};
    const byHelm = labels?.['app.kubernetes.io/managed-by'] === 'Helm';
    const foreign = change.action === 'refuse' || change.action === 'adopt';
    if (!byHelm || !foreign) return change;
    const release = annotations?.['meta.helm.sh/release-name'] ?? 'unknown';
    const reason =
      change.action === 'refuse'
        ? `Helm installed it (release ${release}): ${change.reason}`
        : `Helm installed it (release ${release}) and must forget it: kubectl -n ${namespace} delete secret -l owner=helm,name=${release}`;
    return { ...change, reason };
  });
}
