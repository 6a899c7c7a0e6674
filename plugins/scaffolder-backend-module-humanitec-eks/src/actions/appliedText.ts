import {
  Applied,
  duration,
  planCount,
} from 'backstage-plugin-humanitec-eks-node';

/**
 * The end of a step: what was done, how long it took, and what follows in a
 * later step. `Done: 3 created (4 s). Later: access entry x (follows when the
 * cluster is ACTIVE).`
 */
export function appliedText(
  { made, left, unchanged }: Applied,
  seconds: number,
): string {
  const time = duration(seconds);
  const count = planCount({ changes: made, unchanged }, 'after');
  const done = made.length
    ? `Done: ${count} (${time}).`
    : `Unchanged. (${time})`;
  const later = left.map(({ kind, name, reason }) =>
    reason ? `${kind} ${name} (${reason})` : `${kind} ${name}`,
  );
  return later.length ? `${done} Later: ${later.join(', ')}.` : done;
}
