import { PartId, partInfo } from 'backstage-plugin-humanitec-eks-common';
import { SystemError } from '../../systemError';
import { describeFailure } from '../failure';

/** What a finding is about: an input by its path, or a part. */
export type FindingSubject = { field: string } | { part: PartId };

/** One thing that a check before the start has found. An error keeps the run from starting, a warning does not. */
export type Finding = FindingSubject & {
  severity: 'error' | 'warning';
  /** What is wrong, with the names of the things involved. Holds no secret. */
  reason: string;
  /** What a person can do about it; a whole sentence. */
  remedy: string;
};

/** Something that would make the run fail. */
export function error(
  subject: FindingSubject,
  reason: string,
  remedy: string,
): Finding {
  return { severity: 'error', ...subject, reason, remedy };
}

/** Something that a person should know, and may be fine. */
export function warning(
  subject: FindingSubject,
  reason: string,
  remedy: string,
): Finding {
  return { severity: 'warning', ...subject, reason, remedy };
}

/** A system refused, or did not answer, a call without which the check cannot go on. */
export function failure(subject: FindingSubject, cause: unknown): Finding {
  return cause instanceof SystemError && cause.remedy
    ? error(subject, cause.message, cause.remedy)
    : error(subject, describeFailure(cause), 'Then run the check again.');
}

/** `cluster.version: EKS does not offer … Choose one of these.` */
export function findingText(finding: Finding): string {
  const subject =
    'field' in finding ? finding.field : partInfo[finding.part].title;
  const reason = /[.!?]$/.test(finding.reason)
    ? finding.reason
    : `${finding.reason}.`;
  return `${subject}: ${reason} ${finding.remedy}`;
}
