import { isDeepStrictEqual } from 'node:util';
import type {
  BindingSpec,
  Change,
} from 'backstage-plugin-humanitec-eks-common';
import { z } from 'zod';
import type {
  KubernetesClient,
  LiveObject,
  Manifest,
} from '../kubernetes/kubernetesClient';
import { FoundObjects, isOurObject, objectName } from '../kubernetes/objects';
import { parseObject } from '../kubernetes/parseObject';
import type { Systems } from '../systems';

const liveSchema = z.object({
  spec: z
    .object({ selector: z.unknown(), minAvailable: z.unknown() })
    .partial()
    .default({}),
});

/**
 * Puts our objects in the place of those that ours cannot be merged into: a
 * Deployment that somebody else made, for instance Humanitec's Helm chart,
 * would end with both containers and volumes. A selector cannot be changed, so
 * one that differs costs a short break.
 *
 * @returns what is there afterwards
 */
export async function takeOver(
  spec: BindingSpec,
  kubernetes: KubernetesClient,
  workload: Manifest[],
  found: FoundObjects | undefined,
  { did }: Pick<Systems, 'did'>,
): Promise<FoundObjects | undefined> {
  if (!found) return undefined;
  const after: FoundObjects = new Map(found);
  for (const manifest of workload) {
    const name = objectName(manifest);
    const live = found.get(name);
    const { uid, resourceVersion } = live?.metadata ?? {};
    switch (live && wayToOurs(spec, manifest, live)) {
      case 'replace':
        after.set(
          name,
          await kubernetes.replace(withMetadata(manifest, { resourceVersion })),
        );
        did(`Replaced ${name}.`);
        break;
      case 'recreate':
        await kubernetes.delete(withMetadata(manifest, { uid }));
        after.delete(name);
        did(`Deleted ${name}, whose selector cannot be changed.`);
        break;
      default:
    }
  }
  return after;
}

/** Server-side apply merges; these are where that does not lead to ours. */
function wayToOurs(
  spec: BindingSpec,
  manifest: Manifest,
  live: LiveObject,
): 'merge' | 'replace' | 'recreate' {
  const { selector, minAvailable } = parseObject(liveSchema, live).spec;
  if (manifest.kind === 'PodDisruptionBudget') {
    // The API takes only one of minAvailable and maxUnavailable.
    return minAvailable === undefined ? 'merge' : 'replace';
  }
  if (manifest.kind !== 'Deployment') return 'merge';
  const wanted = liveSchema.parse(manifest).spec.selector;
  if (!isDeepStrictEqual(selector, wanted)) return 'recreate';
  return isOurObject(spec, live) ? 'merge' : 'replace';
}

function withMetadata(
  manifest: Manifest,
  more: Partial<Manifest['metadata']>,
): Manifest {
  return { ...manifest, metadata: { ...manifest.metadata, ...more } };
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
