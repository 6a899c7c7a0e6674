import type {
  Change,
  FieldChange,
} from 'backstage-plugin-humanitec-eks-common';
import { belongsTo, Owner } from './owner';

/** How to say that a thing stands in the way. */
export interface InTheWay {
  owner: Owner;
  /** `a role of this name exists and does not carry our tag` */
  unmarked: string;
  /** How to get out of its way: `choose another name`. */
  remedies: string[];
}

/**
 * What follows from whose a thing is that is there already: ours is updated
 * where it differs, nobody's is adopted when that was asked for, else refused.
 * What carries the mark of another binding is refused in any case.
 *
 * @param options - `fields` is what differs from what is asked for, and
 *   `reason` why ours is changed
 */
export function ownership(
  options: InTheWay & {
    adopt: boolean;
    subject: Pick<Change, 'kind' | 'name'>;
    fields: FieldChange[];
    reason?: string;
  },
): Change[] {
  const { owner, adopt, subject, fields, reason } = options;
  const why = reason === undefined ? {} : { reason };
  if (owner === 'us') {
    const same = fields.length === 0 && reason === undefined;
    return same ? [] : [{ action: 'update', ...subject, fields, ...why }];
  }
  if (mayAdopt({ owner, adopt })) {
    return [{ action: 'adopt', ...subject, fields, ...why }];
  }
  const refusal = inTheWay(options, 'to take it over');
  return [{ action: 'refuse', ...subject, fields, reason: refusal }];
}

/** Is this a thing of nobody's, and the leave to take it over given? */
export function mayAdopt({
  owner,
  adopt,
}: {
  owner: Owner;
  adopt: boolean;
}): boolean {
  return adopt && owner === 'nobody';
}

/**
 * Why a thing stands in the way, and the ways out.
 *
 * @param adopts - what `adopt` would do with it, were it nobody's
 */
export function inTheWay(
  { owner, unmarked, remedies }: InTheWay,
  adopts: string,
): string {
  return typeof owner === 'object'
    ? `${belongsTo(owner)}; ${either('off-board that cluster', ...remedies)}`
    : `${unmarked}; ${either(...remedies, `set adopt ${adopts}`)}`;
}

function either(...ways: string[]): string {
  return `${ways.slice(0, -1).join(', ')}, or ${ways.at(-1)}`;
}
