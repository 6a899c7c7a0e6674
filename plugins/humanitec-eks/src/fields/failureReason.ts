import { loadFailure } from '../binding/loadFailure';
import type { Translate } from './translate';

/** Why something could not be looked up, in whole sentences. */
export function failureReason(
  error: Error,
  system: string,
  t: Translate,
): string {
  const failure = loadFailure(error);
  if (failure.kind === 'unreachable') return t('lookup.unreachable');
  // Our backend says itself which system it was, and why.
  if (failure.message) return sentence(failure.message);
  return failure.kind === 'notPermitted'
    ? t('lookup.notPermitted')
    : t('lookup.failed', { system });
}

export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
