import {
  BindingSpec,
  bindingMark,
  Change,
  MARK_KEY,
} from 'backstage-plugin-humanitec-eks-common';
import pLimit from 'p-limit';
import { ownerByMark } from '../binding/owner';
import { ownership } from '../binding/ownership';
import type { RenderedFile, Thing } from '../parts/part';
import type { Systems } from '../systems';
import { waitFor } from '../waitFor';
import { yamlText } from '../yamlText';
import { contentsText, foreignContents } from './namespaceContents';
import type {
  KubernetesClient,
  KubernetesReads,
  LiveObject,
  Manifest,
} from './kubernetesClient';
import { manifestFields } from './manifestFields';
import { objectDifferences, mustBeReplaced } from './objectDifferences';

/** A namespace goes when all that is in it has gone. */
const DELETION_LIMIT_SECONDS = 180;

/** Reads at a time: new control planes throttle bursts (containers-roadmap#2800). */
const AT_A_TIME = 4;

/** Manifests with what is there of each. */
export type FoundObjects = Map<string, LiveObject>;

/** `ClusterRole humanitec-deploy-access`, `Secret humanitec-agent/key`. */
export function objectName({ kind, metadata }: Manifest): string {
  return `${kind} ${[metadata.namespace, metadata.name]
    .filter(Boolean)
    .join('/')}`;
}

/** The object as plans name it. */
export function objectThing(manifest: Manifest): Thing {
  return { kind: 'kubernetes object', name: objectName(manifest) };
}

/** The labels of everything that we make in a cluster. */
export function ourLabels(spec: BindingSpec): Record<string, string> {
  return {
    'app.kubernetes.io/managed-by': 'humanitec-eks',
    [MARK_KEY]: bindingMark(spec),
  };
}

/** Reads what is there of each manifest. */
export async function findObjects(
  kubernetes: KubernetesReads,
  manifests: Manifest[],
): Promise<FoundObjects> {
  const limit = pLimit(AT_A_TIME);
  const found = await Promise.all(
    manifests.map(manifest =>
      limit(async (): Promise<[string, LiveObject][]> => {
        const live = await kubernetes.find(manifest);
        return live ? [[objectName(manifest), live]] : [];
      }),
    ),
  ).finally(() => limit.clearQueue()); // After a failure nothing more is asked.
  return new Map(found.flat());
}

/** What must change so that each manifest is there as written. */
export function planObjects(
  spec: BindingSpec,
  manifests: Manifest[],
  found: FoundObjects | undefined,
): Change[] {
  return manifests.flatMap((manifest): Change[] => {
    const subject = objectThing(manifest);
    const live = found?.get(objectName(manifest));
    if (!live) {
      return [
        { action: 'create', ...subject, fields: manifestFields(manifest) },
      ];
    }
    if (isGoing(live)) {
      const reason = 'what is there is being deleted; it is awaited';
      return [{ action: 'create', ...subject, reason }];
    }
    const owner = ownerByMark(spec, live.metadata.labels);
    // A namespace is a place, not a thing of ours: any one will do.
    if (owner !== 'us' && manifest.kind === 'Namespace') return [];
    return ownership({
      owner,
      adopt: spec.adopt,
      subject,
      fields: objectDifferences(manifest, live),
      unmarked: 'it exists and does not carry our label',
      remedies: ['remove it', 'choose another name'],
    });
  });
}

/** Does the object carry our label? */
export function isOurObject(spec: BindingSpec, live: LiveObject): boolean {
  return live.metadata.labels?.[MARK_KEY] === bindingMark(spec);
}

function isGoing({ metadata }: LiveObject): boolean {
  return 'deletionTimestamp' in metadata && Boolean(metadata.deletionTimestamp);
}

/**
 * Applies every manifest that the plan names, one after the other. Conflicts
 * are forced for the fields of the manifest only; those of others stay.
 */
export async function applyObjects(
  spec: BindingSpec,
  kubernetes: KubernetesClient,
  manifests: Manifest[],
  found: FoundObjects | undefined,
  systems: Pick<Systems, 'did' | 'progress' | 'signal'>,
): Promise<void> {
  const planned = new Set(
    planObjects(spec, manifests, found).map(change => change.name),
  );
  for (const manifest of manifests) {
    const name = objectName(manifest);
    if (!planned.has(name)) continue;
    const live = found?.get(name);
    if (live && mustBeReplaced(manifest, live)) {
      await kubernetes.delete(manifest);
      systems.did(`Deleted ${name}, to make it anew.`);
    }
    if (live && (isGoing(live) || mustBeReplaced(manifest, live))) {
      await untilGone(kubernetes, manifest, systems);
    }
    await kubernetes.apply(manifest);
    systems.did(`${live ? 'Changed' : 'Created'} ${name}.`);
  }
}

/** What is being deleted can be made anew only afterwards. */
async function untilGone(
  kubernetes: KubernetesClient,
  manifest: Manifest,
  systems: Pick<Systems, 'progress' | 'signal'>,
): Promise<void> {
  await waitFor(
    async () =>
      (await kubernetes.find(manifest))
        ? { waiting: `Waiting until ${objectName(manifest)} is deleted` }
        : { done: undefined },
    systems,
    { limitSeconds: DELETION_LIMIT_SECONDS, firstPauseSeconds: 1 },
  );
}

/**
 * Deletes those of the manifests that carry our label, last first; a namespace
 * only when nothing of others is in it.
 */
export async function removeObjects(
  spec: BindingSpec,
  kubernetes: KubernetesClient,
  manifests: Manifest[],
  found: FoundObjects,
  { did, progress }: Pick<Systems, 'did' | 'progress'>,
): Promise<void> {
  for (const manifest of [...manifests].reverse()) {
    const live = found.get(objectName(manifest));
    if (!live || !isOurObject(spec, live)) continue;
    if (manifest.kind === 'Namespace') {
      const others = await foreignContents(spec, kubernetes, live);
      if (others.length > 0) {
        progress(`Left ${objectName(manifest)}: ${contentsText(others)}.`);
        continue;
      }
    }
    await kubernetes.delete(manifest);
    did(`Deleted ${objectName(manifest)}.`);
  }
}

/** Manifests as one YAML file. */
export function renderManifests(
  path: string,
  manifests: Manifest[],
): RenderedFile {
  return {
    path,
    content: manifests.map(yamlText).join('---\n'),
  };
}
