import { PartId, partInfo } from './parts';

/** What a finding is about: an input by its path, or a part and, where one input helps, its path. */
export type FindingSubject =
  | { field: string }
  | { part: PartId; field?: string };

/** One thing that a check before the start has found. An error keeps the run from starting, a warning does not. */
export type Finding = FindingSubject & {
  severity: 'error' | 'warning';
  /** What is wrong, with the names of the things involved. Holds no secret. */
  reason: string;
  /** What a person can do about it; a whole sentence. */
  remedy: string;
};

/** `cluster.version: EKS does not offer … Choose one of these.` */
export function findingText(finding: Finding): string {
  const subject =
    'part' in finding ? partInfo[finding.part].title : finding.field;
  const reason = /[.!?]$/.test(finding.reason)
    ? finding.reason
    : `${finding.reason}.`;
  return `${subject}: ${reason} ${finding.remedy}`;
}
