import { isError } from '@backstage/errors';
import {
  PartId,
  partInfo,
  SystemId,
} from 'backstage-plugin-humanitec-eks-common';
import { AwsError } from '../aws/awsError';
import { HumanitecError } from '../humanitec/humanitecError';
import { KubernetesError } from '../kubernetes/kubernetesError';
import { SystemError } from '../systemError';

/** A part could not be brought about: everything that is known of why, and the whole of it in the message. */
export class PartError extends Error {
  override name = 'PartError';
  readonly system: SystemId;
  /** The call that failed; undefined when it was not a call. */
  readonly call: string | undefined;
  readonly code: string | undefined;
  readonly httpStatus: number | undefined;
  readonly remedy: string | undefined;
  /** May the same step succeed later, without anybody changing anything? */
  readonly retryable: boolean;

  constructor(readonly part: PartId, reason: unknown) {
    super(`${partInfo[part].title}: ${describeFailure(reason)}`);
    const known = reason instanceof SystemError ? reason : undefined;
    this.system = failedSystem(part, reason);
    this.call = known?.call;
    this.code = known?.code;
    this.httpStatus = known?.httpStatus;
    this.remedy = known?.remedy;
    this.retryable = known?.retryable ?? false;
  }
}

/** Which system did not do as it was asked. */
export function failedSystem(part: PartId, error: unknown): SystemId {
  return error instanceof SystemError ? error.system : partInfo[part].system;
}

/** What went wrong and what a person can do, in one or two sentences. Holds no secret. */
export function describeFailure(error: unknown): string {
  if (error instanceof SystemError) return error.description;
  return isError(error) ? error.message : String(error);
}

/** Did somebody else, or an earlier attempt of ours, make or remove the thing in between? Looking again tells. */
export function isConflict(error: unknown): boolean {
  if (error instanceof AwsError) {
    return [
      'EntityAlreadyExists',
      'NoSuchEntity',
      'ResourceInUse',
      'ResourceNotFound',
      'ConcurrentModification',
    ].includes(error.code ?? '');
  }
  // What is still referred to stays so, however often one looks.
  if (error instanceof HumanitecError && error.references) return false;
  return (
    (error instanceof HumanitecError || error instanceof KubernetesError) &&
    (error.httpStatus === 409 || error.httpStatus === 404)
  );
}
