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
  | {
      kind: 'silent';
      system: SystemId;
      reason: string;
      /** ISO 8601: since when, as far as that was seen. */
      since?: string;
      parts: PartId[];
    };

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

/**
 * One problem for each system, with the first of its reasons: they differ in
 * the call only, mostly. It is silent since the first of its parts was.
 */
function silent(parts: PartStatus[]): Problem[] {
  const found = new Map<SystemId, Extract<Problem, { kind: 'silent' }>>();
  for (const part of parts) {
    if (part.status !== 'unknown') continue;
    const { system, reason, since } = part;
    const problem = found.get(system) ?? {
      kind: 'silent',
      system,
      reason,
      parts: [],
    };
    found.set(system, {
      ...problem,
      since: earlier(problem.since, since),
      parts: [...problem.parts, part.part],
    });
  }
  return [...found.values()];
}

function earlier(a: string | undefined, b: string | undefined) {
  if (!a || !b) return a ?? b;
  return Date.parse(a) < Date.parse(b) ? a : b;
}
