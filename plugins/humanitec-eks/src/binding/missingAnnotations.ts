import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_CLUSTER_NAME,
  ANNOTATION_ORGANIZATION,
  ANNOTATION_REGION,
  BindingIdentity,
} from 'backstage-plugin-humanitec-eks-common';

// Every other name of a binding follows from these.
const identifying = {
  [ANNOTATION_ORGANIZATION]: { field: 'organization', example: 'acme' },
  [ANNOTATION_AWS_ACCOUNT_ID]: {
    field: 'awsAccountId',
    example: '"111122223333"',
  },
  [ANNOTATION_REGION]: { field: 'region', example: 'eu-central-1' },
  [ANNOTATION_CLUSTER_NAME]: {
    field: 'clusterName',
    example: 'eks-automode-prod',
  },
} as const;

export type MissingAnnotations = (keyof typeof identifying)[];

const keys = Object.keys(identifying) as MissingAnnotations;

/** The annotations that must identify the binding, and that the entity lacks. */
export function missingAnnotations(entity: Entity): MissingAnnotations {
  return keys.filter(key => !entity.metadata.annotations?.[key]);
}

/** What the annotations that are there say. */
export function knownIdentity(entity: Entity): Partial<BindingIdentity> {
  return Object.fromEntries(
    keys.flatMap(key => {
      const value = entity.metadata.annotations?.[key];
      return value ? [[identifying[key].field, value]] : [];
    }),
  );
}

/** The missing annotations as YAML, with values from the worked example. */
export function exampleAnnotations(missing: MissingAnnotations): string {
  const lines = missing.map(key => `    ${key}: ${identifying[key].example}`);
  return ['metadata:', '  annotations:', ...lines].join('\n');
}
