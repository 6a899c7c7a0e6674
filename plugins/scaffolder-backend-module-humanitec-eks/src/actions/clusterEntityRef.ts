import type { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_CLUSTER_NAME,
  ANNOTATION_ORGANIZATION,
  ANNOTATION_REGION,
  BindingIdentity,
  CLUSTER_KIND,
  clusterEntityName,
} from 'backstage-plugin-humanitec-eks-common';
import {
  Systems,
  WaitTimeout,
  waitFor,
} from 'backstage-plugin-humanitec-eks-node';

/** After an event it takes seconds; without one, the provider looks on its schedule. */
const LIMIT_SECONDS = 60;

interface Deps {
  auth: AuthService;
  catalog: CatalogService;
}

/** What the entity of a cluster is called when nothing else has that name. */
export function usualEntityRef(identity: BindingIdentity): string {
  return `resource:default/${clusterEntityName(identity)}`;
}

/** The entity of the binding, by its annotations: it may be called otherwise, and somebody else may have put it there. */
export async function findEntityRef(
  identity: BindingIdentity,
  { auth, catalog }: Deps,
): Promise<string | undefined> {
  // Its own credentials: after a long wait the user's may have expired, and only the name is asked.
  const credentials = await auth.getOwnServiceCredentials();
  const wanted = {
    [ANNOTATION_ORGANIZATION]: identity.organization,
    [ANNOTATION_AWS_ACCOUNT_ID]: identity.awsAccountId,
    [ANNOTATION_REGION]: identity.region,
    [ANNOTATION_CLUSTER_NAME]: identity.clusterName,
  };
  const { items } = await catalog.getEntities(
    {
      filter: {
        kind: CLUSTER_KIND,
        ...Object.fromEntries(
          Object.entries(wanted).map(([key, value]) => [
            `metadata.annotations.${key}`,
            value,
          ]),
        ),
      },
      fields: [
        'kind',
        'metadata.namespace',
        'metadata.name',
        'metadata.annotations',
      ],
    },
    { credentials },
  );
  // The filter knows no upper case.
  const [first] = items
    .filter(({ metadata: { annotations = {} } }) =>
      Object.entries(wanted).every(
        ([key, value]) => annotations[key] === value,
      ),
    )
    .map(entity => stringifyEntityRef(entity))
    .sort();
  return first;
}

/** Waits for the catalog to have the entity, so that the link at the end leads somewhere; undefined when it does not yet. */
export async function awaitEntityRef(
  identity: BindingIdentity,
  deps: Deps,
  systems: Systems,
): Promise<string | undefined> {
  return waitFor<string>(
    async () => {
      const entityRef = await findEntityRef(identity, deps);
      return entityRef
        ? { done: entityRef }
        : {
            waiting: `Waiting for ${usualEntityRef(
              identity,
            )} to appear in the catalog`,
          };
    },
    systems,
    { limitSeconds: LIMIT_SECONDS, firstPauseSeconds: 1 },
  ).catch(error => {
    if (error instanceof WaitTimeout) return undefined;
    throw error;
  });
}
