import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  Systems,
  WaitTimeout,
  waitFor,
} from 'backstage-plugin-humanitec-eks-node';

/** After an event it takes seconds; without one, the provider looks on its schedule. */
const LIMIT_SECONDS = 60;

/** Waits for the catalog to have the entity, so that the link at the end leads somewhere; false when it does not yet. */
export async function awaitEntity(
  entityRef: string,
  { auth, catalog }: { auth: AuthService; catalog: CatalogService },
  systems: Systems,
): Promise<boolean> {
  // Its own credentials: after a long wait the user's may have expired, and only existence is asked.
  const credentials = await auth.getOwnServiceCredentials();
  return waitFor<boolean>(
    async () => {
      const entity = await catalog.getEntityByRef(entityRef, { credentials });
      return entity
        ? { done: true }
        : { waiting: `Waiting for ${entityRef} to appear in the catalog` };
    },
    systems,
    { limitSeconds: LIMIT_SECONDS, firstPauseSeconds: 1 },
  ).catch(error => {
    if (error instanceof WaitTimeout) return false;
    throw error;
  });
}
