import {
  Applied,
  duration,
  planCount,
} from 'backstage-plugin-humanitec-eks-node';

/** The end of a step: what was done and how long it took, and what follows in a later step. */
export function appliedText(
  { made, left, unchanged }: Applied,
  seconds: number,
): string[] {
  const time = duration(seconds);
  const count = planCount({ changes: made, unchanged }, 'after');
  const reasons = [...new Set(left.flatMap(({ reason }) => reason ?? []))];
  return [
    made.length
      ? `Done in ${time}: ${count}.`
      : `Unchanged. It took ${time} to look.`,
    ...(left.length
      ? [
          `Left for a later step: ${left
            .map(({ kind, name }) => `${kind} ${name}`)
            .join(', ')}${reasons.length ? ` (${reasons.join('; ')})` : ''}.`,
        ]
      : []),
  ];
}
