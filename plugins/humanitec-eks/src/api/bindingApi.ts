import { CompoundEntityRef } from '@backstage/catalog-model';
import { createApiRef } from '@backstage/frontend-plugin-api';
import { BindingReport } from 'backstage-plugin-humanitec-eks-common';

/**
 * What the frontend asks of the backend plugin.
 *
 * @public
 */
export interface BindingApi {
  /**
   * The binding of a cluster as it is now, read from AWS, Humanitec and
   * Kubernetes.
   *
   * @throws ResponseError when the backend refuses or fails
   */
  getBinding(entity: CompoundEntityRef): Promise<BindingReport>;
}

/** @public */
export const bindingApiRef = createApiRef<BindingApi>().with({
  id: 'plugin.humanitec-eks.binding',
  pluginId: 'humanitec-eks',
});
