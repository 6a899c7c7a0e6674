import type {
  Finding,
  FindingSubject,
} from 'backstage-plugin-humanitec-eks-common';
import { SystemError } from '../../systemError';
import { describeFailure } from '../failure';

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
    : error(subject, describeFailure(cause), 'Then try again.');
}
