import {
  BindingSpec,
  bindingMark,
  MARK_KEY,
} from 'backstage-plugin-humanitec-eks-common';
import {
  contentsText,
  foreignContents,
} from '../../kubernetes/namespaceContents';
import { accessRole } from '../../parts/accessRole';
import type { Part } from '../../parts/part';
import type { Systems } from '../../systems';

/** Something that stays after a removal. */
export interface Left {
  /** In its system's words, with its name. */
  what: string;
  why: string;
}

/** What of a part is somebody else's, by the plan that refuses to touch it. Pure. */
export function leftByPart<State>(
  part: Part<State>,
  spec: BindingSpec,
  observed: State | undefined,
): Left[] {
  return part
    .plan({ ...spec, adopt: false }, observed)
    .filter(({ action }) => action === 'refuse')
    .map(({ kind, name }) => ({
      what: `${kind} ${name}`,
      why: 'it does not carry our mark',
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

/** The identity provider that the access role trusts is one for the whole AWS account. */
export async function sharedProvider(
  spec: BindingSpec,
  systems: Systems,
): Promise<Left[]> {
  const state = await accessRole.observe(spec, systems);
  if (!state?.role || !state.provider) return [];
  return [
    {
      what: 'IAM identity provider idtoken.humanitec.io',
      why: 'other roles of the AWS account may trust it',
    },
  ];
}
