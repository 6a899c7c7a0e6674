import {
  BindingSpec,
  bindingMark,
  MARK_KEY,
} from 'backstage-plugin-humanitec-eks-common';
import {
  contentsText,
  foreignContents,
} from '../../kubernetes/namespaceContents';
import type { Part } from '../../parts/part';
import type { Systems } from '../../systems';

/** Something that stays after a removal. */
export interface Left {
  /** In its system's words, with its name. */
  what: string;
  why: string;
}

/** What of a part is somebody else's: what the plan refuses to touch, and what is only borrowed. Pure. */
export function leftByPart<State>(
  part: Part<State>,
  spec: BindingSpec,
  observed: State | undefined,
): Left[] {
  const borrowed = observed ? part.borrowed?.(spec, observed) ?? [] : [];
  const refused = part
    .plan({ ...spec, adopt: false }, observed)
    .filter(({ action }) => action === 'refuse')
    .filter(({ name }) => !borrowed.some(thing => thing.name === name))
    .map(({ kind, name }) => ({
      kind,
      name,
      why: 'it does not carry our mark',
    }));
  return [...refused, ...borrowed].map(({ kind, name, why }) => ({
    what: `${kind} ${name}`,
    why,
  }));
}

/** Namespaces of ours that hold things of others. */
export async function keptNamespaces(
  spec: BindingSpec,
  systems: Systems,
): Promise<Left[]> {
  const kubernetes = await systems.kubernetes();
  if (!kubernetes) return [];
  const namespaces = await kubernetes.list(
    'v1',
    'Namespace',
    undefined,
    `${MARK_KEY}=${bindingMark(spec)}`,
  );
  const left: Left[] = [];
  for (const namespace of namespaces) {
    if (namespace.metadata.deletionTimestamp) continue;
    const others = await foreignContents(spec, kubernetes, namespace);
    left.push({
      what: `namespace ${namespace.metadata.name}`,
      why: contentsText(others),
    });
  }
  return left;
}
