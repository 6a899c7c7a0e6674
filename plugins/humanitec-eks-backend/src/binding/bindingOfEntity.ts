import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_CLUSTER_DEFINITION,
  ANNOTATION_CLUSTER_NAME,
  ANNOTATION_ORGANIZATION,
  ANNOTATION_REGION,
  BindingIdentity,
  humanitecDefinitionId,
  identityFields,
} from 'backstage-plugin-humanitec-eks-common';
import { z } from 'zod/v3';

/** Which binding an entity of the catalog stands for. */
export interface ClusterBinding extends BindingIdentity {
  clusterDefinition?: string;
}

/**
 * Which binding an entity stands for: its annotations decide, never the request.
 *
 * @throws InputError that names the annotations that are missing, or wrong
 */
export function bindingOfEntity(entity: Entity): ClusterBinding {
  const annotations = entity.metadata.annotations ?? {};
  const missing = required.filter(key => !annotations[key]);
  if (missing.length > 0) {
    throw new InputError(
      `${stringifyEntityRef(entity)} lacks the annotations ${missing.join(
        ', ',
      )}.`,
    );
  }
  const parsed = annotationsSchema.safeParse(annotations);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.')} ${message}`,
    );
    throw new InputError(
      `${stringifyEntityRef(
        entity,
      )} has annotations that are wrong: ${wrong.join('; ')}.`,
    );
  }
  const of = parsed.data;
  return {
    organization: of[ANNOTATION_ORGANIZATION],
    awsAccountId: of[ANNOTATION_AWS_ACCOUNT_ID],
    region: of[ANNOTATION_REGION],
    clusterName: of[ANNOTATION_CLUSTER_NAME],
    clusterDefinition: of[ANNOTATION_CLUSTER_DEFINITION],
  };
}

const required = [
  ANNOTATION_ORGANIZATION,
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_REGION,
  ANNOTATION_CLUSTER_NAME,
];

const annotationsSchema = z.object({
  [ANNOTATION_ORGANIZATION]: identityFields.organization,
  [ANNOTATION_AWS_ACCOUNT_ID]: identityFields.awsAccountId,
  [ANNOTATION_REGION]: identityFields.region,
  [ANNOTATION_CLUSTER_NAME]: identityFields.clusterName,
  [ANNOTATION_CLUSTER_DEFINITION]: humanitecDefinitionId.optional(),
});
