import { InputError, isError } from '@backstage/errors';
import type { SystemId } from 'backstage-plugin-humanitec-eks-common';
import { KubernetesUnreachable } from '../kubernetes/reach/kubernetesUnreachable';
import { SystemError } from '../systemError';

/** Codes are names; anything else in their place comes from who knows where. */
const CODE = /^[A-Za-z][\w.-]{1,60}$/;

/**
 * Which system failed at what, in one line and words of ours: nothing of its
 * answer but the status and the code.
 */
export function failureInOneLine(system: SystemId, error: unknown): string {
  if (error instanceof KubernetesUnreachable) return error.systemMessage;
  if (error instanceof SystemError) {
    const { call, code = '' } = error;
    const status =
      'httpStatus' in error && error.httpStatus
        ? `HTTP ${error.httpStatus}`
        : '';
    const details = [status, CODE.test(code) ? code : ''].filter(Boolean);
    return `${error.system} ${status ? 'refused' : 'did not answer'} ${call}${
      details.length > 0 ? ` (${details.join(', ')})` : ''
    }`;
  }
  if (isError(error) && error.name === 'TimeoutError') {
    return `${system} did not answer in time`;
  }
  // Of the configuration, in words of ours.
  if (error instanceof InputError) return error.message;
  return `${system} could not be asked (${
    isError(error) ? error.name : 'unexpected error'
  })`;
}
