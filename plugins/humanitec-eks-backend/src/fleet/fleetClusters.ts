import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS as EXISTS } from '@backstage/catalog-client';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_CLUSTER_DEFINITION,
  ANNOTATION_CLUSTER_NAME,
  ANNOTATION_ORGANIZATION,
  ANNOTATION_REGION,
  BindingIdentity,
  CLUSTER_KIND,
  CLUSTER_TYPE,
} from 'backstage-plugin-humanitec-eks-common';
import { bindingOfEntity } from '../binding/bindingOfEntity';

/** A cluster of the catalog. */
export interface FleetCluster extends BindingIdentity {
  entityRef: string;
  title: string;
  clusterDefinition?: string;
}

/** Annotations hold dots and slashes, which `fields` takes as they are. */
const FIELDS = [
  'kind',
  'metadata.namespace',
  'metadata.name',
  'metadata.title',
  ...[
    ANNOTATION_ORGANIZATION,
    ANNOTATION_CLUSTER_DEFINITION,
    ANNOTATION_AWS_ACCOUNT_ID,
    ANNOTATION_REGION,
    ANNOTATION_CLUSTER_NAME,
  ].map(annotation => `metadata.annotations.${annotation}`),
];

const BOUND = [
  ANNOTATION_ORGANIZATION,
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_REGION,
  ANNOTATION_CLUSTER_NAME,
].map(annotation => `metadata.annotations.${annotation}`);

/** The clusters of the catalog that carry our annotations and that the caller may see, read as the caller. */
export async function fleetClusters(
  catalog: CatalogService,
  credentials: BackstageCredentials,
  only: { organization?: string } = {},
): Promise<FleetCluster[]> {
  const { organization = EXISTS } = only;
  const { items } = await catalog.getEntities(
    {
      filter: {
        kind: CLUSTER_KIND,
        'spec.type': CLUSTER_TYPE,
        ...Object.fromEntries(BOUND.map(field => [field, EXISTS])),
        [BOUND[0]]: organization,
      },
      fields: FIELDS,
    },
    { credentials },
  );
  return items.flatMap(entity => clusterOf(entity) ?? []);
}

/** Undefined when an annotation is wrong: the cluster's own page says what is. */
function clusterOf(entity: Entity): FleetCluster | undefined {
  const { name, title = name } = entity.metadata;
  try {
    return {
      ...bindingOfEntity(entity),
      entityRef: stringifyEntityRef(entity),
      title,
    };
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
