import type { HumanitecClient } from '../humanitec/humanitecClient';

/** The built-in store, which is there in every organization. */
const BUILT_IN_STORE = 'humanitec';

/**
 * How an organization deploys. In Direct mode the Orchestrator hands custom
 * resources to the Humanitec Operator in each cluster; in Legacy mode it
 * applies manifests itself (Humanitec docs, Operator architecture).
 */
export type OrganizationMode =
  | { name: 'direct'; primaryStore: string }
  | { name: 'legacy' };

/**
 * Which mode the organization is in. It enters Direct mode with a primary
 * secret store of its own, for all its clusters at once; we never register one.
 */
export async function organizationMode(
  humanitec: Pick<HumanitecClient, 'listSecretStores'>,
): Promise<OrganizationMode> {
  const stores = await humanitec.listSecretStores();
  const own = stores.find(
    ({ id, primary }) => primary && id !== BUILT_IN_STORE,
  );
  return own ? { name: 'direct', primaryStore: own.id } : { name: 'legacy' };
}
