import { organizationMode } from '../../directMode/organizationMode';
import type { Check } from './preflight';
import { failure } from './finding';

/** Tells which mode the organization is in; nothing here ever changes it. */
export const checkMode: Check = async ({ systems }) => {
  const { humanitec, progress, signal } = systems;
  try {
    const mode = await organizationMode(humanitec);
    progress(
      mode.name === 'direct'
        ? `The organization is in Direct mode (primary secret store ${mode.primaryStore}): the cluster will need the Humanitec Operator, too.`
        : 'The organization is in Legacy mode: the cluster needs no Humanitec Operator.',
    );
    return [];
  } catch (cause) {
    signal.throwIfAborted();
    return [failure({ field: 'organization' }, cause)];
  }
};
