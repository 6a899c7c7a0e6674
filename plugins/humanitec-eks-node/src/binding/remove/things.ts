import type {
  BindingSpec,
  Change,
} from 'backstage-plugin-humanitec-eks-common';
import type { Part, Thing } from '../../parts/part';

/**
 * What is there of a part and ours, as `iam role x`: all that it consists of,
 * without what a run would still make, what it would refuse, and what is only
 * borrowed. Pure.
 */
export function thingsOf<State>(
  part: Part<State>,
  spec: BindingSpec,
  observed: State | undefined,
): string[] {
  if (observed === undefined) return [];
  const others = [
    ...part.plan(spec, observed).filter(isNotOurs),
    ...(part.borrowed?.(spec, observed) ?? []),
  ].map(nameOf);
  return part
    .things(spec, observed)
    .map(nameOf)
    .filter(name => !others.includes(name));
}

function isNotOurs({ action }: Change): boolean {
  return action === 'create' || action === 'refuse';
}

function nameOf({ kind, name }: Thing): string {
  return `${kind} ${name}`;
}
