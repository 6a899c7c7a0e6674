import {
  PartId,
  partInfo,
  SystemId,
} from 'backstage-plugin-humanitec-eks-common';
import { awsErrorName, awsRemedy } from '../aws/awsError';
import { HumanitecError, humanitecRemedy } from '../humanitec/humanitecError';
import {
  KubernetesError,
  kubernetesRemedy,
  KubernetesUnreachable,
} from '../kubernetes/kubernetesError';

/** Which system did not do as it was asked. */
export function failedSystem(part: PartId, error: unknown): SystemId {
  if (error instanceof HumanitecError) return 'Humanitec';
  if (error instanceof KubernetesError) return 'Kubernetes';
  if (error instanceof KubernetesUnreachable) return 'Kubernetes';
  if (awsErrorName(error)) return 'AWS';
  return partInfo[part].system;
}

/** What went wrong and what a person can do, in one or two sentences. Holds no secret. */
export function describeFailure(error: unknown): string {
  const reason =
    error instanceof Error
      ? [awsErrorName(error), error.message].filter(Boolean).join(': ')
      : String(error);
  const remedy =
    error instanceof HumanitecError
      ? humanitecRemedy(error)
      : kubernetesRemedy(error) ?? awsRemedy(error);
  return remedy ? `${endSentence(reason)} ${remedy}` : reason;
}

function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Did somebody else, or an earlier attempt of ours, make the thing in between? Looking again tells. */
export function isConflict(error: unknown): boolean {
  if (error instanceof HumanitecError || error instanceof KubernetesError) {
    return error.httpStatus === 409;
  }
  return [
    'EntityAlreadyExists',
    'ResourceInUse',
    'ConcurrentModification',
  ].includes(awsErrorName(error) ?? '');
}
