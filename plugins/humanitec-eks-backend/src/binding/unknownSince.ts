import type {
  BindingReport,
  PartId,
} from 'backstage-plugin-humanitec-eks-common';
import { z } from 'zod';

/** Which parts were unknown when they were last looked at, and since when (ISO 8601). */
export type UnknownSince = Partial<Record<PartId, string>>;

export const unknownSinceSchema = z.record(z.string(), z.string());

/** A report that says of each unknown part since when, as far as that was seen. */
export function withUnknownSince(
  report: BindingReport,
  before: UnknownSince,
): BindingReport {
  return {
    ...report,
    parts: report.parts.map(part =>
      part.status === 'unknown'
        ? { ...part, since: before[part.part] ?? report.observedAt }
        : part,
    ),
  };
}

/** What the next report needs to know of this one. */
export function unknownSince({ parts }: BindingReport): UnknownSince {
  return Object.fromEntries(
    parts.flatMap(part =>
      part.status === 'unknown' && part.since ? [[part.part, part.since]] : [],
    ),
  );
}
