import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { Systems, waitFor } from 'backstage-plugin-humanitec-eks-node';

/** The provider looks every ten minutes at the latest; after an event it takes seconds. */
const LIMIT_SECONDS = 120;

/** Waits until the catalog has the entity, so that the link at the end leads somewhere. */
export async function awaitEntity(
  entityRef: string,
  { auth, catalog }: { auth: AuthService; catalog: CatalogService },
  systems: Systems,
): Promise<void> {
  // Its own credentials: after a long wait the user's may have expired, and only existence is asked.
  const credentials = await auth.getOwnServiceCredentials();
  await waitFor(
    async () => {
      const entity = await catalog.getEntityByRef(entityRef, { credentials });
      return entity
        ? { done: undefined }
        : { waiting: `Waiting for ${entityRef} to appear in the catalog` };
    },
    systems,
    { limitSeconds: LIMIT_SECONDS, firstPauseSeconds: 1 },
  );
}
