import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { ANNOTATION_ORGANIZATION } from 'backstage-plugin-humanitec-eks-common';
import type { HumanitecEksService } from 'backstage-plugin-humanitec-eks-node';
import { requireBindingRead } from '../permissions/requireBindingRead';
import { bindingOfEntity, ClusterBinding } from './bindingOfEntity';

/**
 * Which binding an entity stands for, decided anew for each who asks.
 *
 * @param entityRef - `resource:default/eks-automode-prod`
 * @throws NotAllowedError without the permission; NotFoundError for an entity
 *   that is not there or that one may not see; InputError for one that is no
 *   cluster of a configured organization
 */
export function visibleBindings({
  catalog,
  permissions,
  service,
}: {
  catalog: CatalogService;
  permissions: PermissionsService;
  service: HumanitecEksService;
}): (
  credentials: BackstageCredentials,
  entityRef: string,
) => Promise<ClusterBinding> {
  return async (credentials, entityRef) => {
    await requireBindingRead(permissions, credentials);
    // Read as the caller: what one may not see in the catalog, one may not see here.
    const entity = await catalog.getEntityByRef(entityRef, { credentials });
    if (!entity) throw new NotFoundError(`There is no ${entityRef}.`);
    const binding = bindingOfEntity(entity);
    requireOrganization(service, binding);
    return binding;
  };
}

/** In words that do not tell which others are configured. */
function requireOrganization(
  { config }: HumanitecEksService,
  { organization }: ClusterBinding,
) {
  if (config.organizations.some(({ id }) => id === organization)) return;
  throw new InputError(
    `Backstage does not know the Humanitec organization ${organization}. Correct the annotation ${ANNOTATION_ORGANIZATION} of the entity, or add the organization to humanitecEks.organizations in app-config.`,
  );
}
