import type { Check } from './preflight';
import { error, failure } from './finding';

const FIELD = { field: 'organization' };

/** Whether the organization answers Backstage's token, and as whom. */
export const checkHumanitecToken: Check = async ({ spec, systems }) => {
  const { humanitec, progress, signal } = systems;
  try {
    await humanitec.getOrganization();
    const user = await humanitec.getCurrentUser();
    const role = user.roles[`/orgs/${spec.organization}`];
    if (role !== 'administrator') {
      return [
        error(
          FIELD,
          `the token of Backstage has the role ${role ?? 'none'} in ${
            spec.organization
          }; cloud accounts and definitions need administrator`,
          'Give its service user that role in Humanitec.',
        ),
      ];
    }
    progress(
      `Humanitec organization ${spec.organization}: reached, as ${
        user.name ?? user.id
      }.`,
    );
    return [];
  } catch (cause) {
    signal.throwIfAborted();
    return [failure(FIELD, cause)];
  }
};
