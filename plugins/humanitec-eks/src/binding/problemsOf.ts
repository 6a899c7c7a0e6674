import {
  BindingReport,
  PartId,
  PartStatus,
  SystemId,
} from 'backstage-plugin-humanitec-eks-common';

/** A part whose trouble is its own. */
export type TroubledPart = Extract<
  PartStatus,
  { status: 'foreign' | 'missing' | 'drifted' }
>;

/** Something that a person should know or do. */
export type Problem =
  | { kind: 'notBound' }
  | { kind: 'part'; part: TroubledPart }
  | { kind: 'silent'; system: SystemId; reason: string; parts: PartId[] };

/**
 * The problems of a binding, the most urgent first: what stands in the way of
 * a repair, what makes deployments fail, what cannot be told, what differs.
 */
export function problemsOf({
  verdict,
  parts,
}: Pick<BindingReport, 'verdict' | 'parts'>): Problem[] {
  if (verdict === 'notBound') return [{ kind: 'notBound' }];
  return [
    ...troubled(parts, 'foreign'),
    ...troubled(parts, 'missing'),
    ...silent(parts),
    ...troubled(parts, 'drifted'),
  ];
}

function troubled(
  parts: PartStatus[],
  status: TroubledPart['status'],
): Problem[] {
  return parts.flatMap(part =>
    part.status === status ? [{ kind: 'part', part }] : [],
  );
}

/** One problem for each system, with the first of its reasons: they differ in the call only, mostly. */
function silent(parts: PartStatus[]): Problem[] {
  const found = new Map<SystemId, Extract<Problem, { kind: 'silent' }>>();
  for (const part of parts) {
    if (part.status !== 'unknown') continue;
    const { system, reason } = part;
    const problem = found.get(system) ?? {
      kind: 'silent',
      system,
      reason,
      parts: [],
    };
    found.set(system, { ...problem, parts: [...problem.parts, part.part] });
  }
  return [...found.values()];
}
