import { CompoundEntityRef } from '@backstage/catalog-model';
import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  BindingEnvironments,
  BindingHistory,
  BindingReport,
  Fleet,
  FleetQuery,
} from 'backstage-plugin-humanitec-eks-common';

/**
 * What the frontend asks of the backend plugin. Every method throws a
 * ResponseError when the backend refuses or fails.
 *
 * @public
 */
export interface BindingApi {
  /**
   * The binding of a cluster, read from AWS, Humanitec and Kubernetes.
   *
   * @param options - `fresh`: what the systems say now, not some seconds ago
   */
  getBinding(
    entity: CompoundEntityRef,
    options?: { fresh?: boolean },
  ): Promise<BindingReport>;

  /**
   * Who runs on the cluster, or will with the next deployment.
   *
   * @param options - `fresh`: what Humanitec says now, not some seconds ago
   */
  getEnvironments(
    entity: CompoundEntityRef,
    options?: { fresh?: boolean },
  ): Promise<BindingEnvironments>;

  /** Tasks of software templates that were about the cluster. */
  getHistory(entity: CompoundEntityRef): Promise<BindingHistory>;

  /** The bound clusters that the user may see. */
  listBindings(query: FleetQuery): Promise<Fleet>;
}

/** @public */
export const bindingApiRef = createApiRef<BindingApi>().with({
  id: 'plugin.humanitec-eks.binding',
  pluginId: 'humanitec-eks',
});
