import type {
  Change,
  FieldChange,
} from 'backstage-plugin-humanitec-eks-common';
import { z } from 'zod';
import type { Systems } from '../systems';
import type {
  KubernetesClient,
  LiveObject,
  Manifest,
} from './kubernetesClient';
import { FoundObjects, objectName } from './objects';

/**
 * Keys that an object may have only if its manifest says so, whoever set them.
 * Server-side apply would leave what others have set.
 */
export interface GuardedEntries {
  manifest: Manifest;
  field: 'annotations' | 'data';
  keys: readonly string[];
}

const entriesSchema = z.record(z.string(), z.string()).default({});

/** The plan of `manifest`, and what must go from it. */
export function planUnwanted(
  changes: Change[],
  guarded: GuardedEntries,
  found: FoundObjects | undefined,
): Change[] {
  const name = objectName(guarded.manifest);
  const live = found?.get(name);
  const unwanted = live ? unwantedEntries(guarded, live) : [];
  if (unwanted.length === 0) return changes;
  const planned = changes.some(change => change.name === name);
  const update: Change = { action: 'update', kind: 'kubernetes object', name };
  return (planned ? changes : [...changes, update]).map(change =>
    change.name === name
      ? { ...change, fields: [...(change.fields ?? []), ...unwanted] }
      : change,
  );
}

/** Takes away what is unwanted now; others' entries stay. */
export async function removeUnwanted(
  kubernetes: KubernetesClient,
  guarded: GuardedEntries,
  found: FoundObjects | undefined,
  { did }: Pick<Systems, 'did'>,
): Promise<void> {
  const { manifest, field, keys } = guarded;
  const seen = found?.get(objectName(manifest));
  if (!seen || unwantedEntries(guarded, seen).length === 0) return;
  const live = await kubernetes.find(manifest);
  if (!live || unwantedEntries(guarded, live).length === 0) return;
  const wanted = entriesOf(manifest, field);
  const kept = Object.fromEntries(
    Object.entries(entriesOf(live, field)).filter(
      ([key]) => key in wanted || !keys.includes(key),
    ),
  );
  await kubernetes.replace(
    field === 'data'
      ? withData(live, kept)
      : { ...live, metadata: { ...live.metadata, annotations: kept } },
  );
  did(`Changed ${objectName(manifest)}.`);
}

function withData(live: LiveObject, data: Record<string, string>): LiveObject {
  return { ...live, data };
}

function unwantedEntries(
  { manifest, field, keys }: GuardedEntries,
  live: LiveObject,
): FieldChange[] {
  const wanted = entriesOf(manifest, field);
  const there = entriesOf(live, field);
  return keys
    .filter(key => key in there && !(key in wanted))
    .map(key => ({
      path: `${field === 'data' ? 'data' : 'metadata.annotations'}.${key}`,
      from: there[key],
    }));
}

function entriesOf(
  object: {
    metadata: { annotations?: Record<string, string> };
    data?: unknown;
  },
  field: GuardedEntries['field'],
): Record<string, string> {
  return field === 'data'
    ? entriesSchema.parse(object.data)
    : object.metadata.annotations ?? {};
}
