import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_CLUSTER_DEFINITION,
  ANNOTATION_CLUSTER_NAME,
  ANNOTATION_ORGANIZATION,
  ANNOTATION_REGION,
  BindingIdentity,
} from 'backstage-plugin-humanitec-eks-common';

/**
 * Which binding an entity stands for: its annotations decide, never the request.
 *
 * @throws InputError that names the annotations that are missing
 */
export function bindingOfEntity(
  entity: Entity,
): BindingIdentity & { clusterDefinition?: string } {
  const annotations = entity.metadata.annotations ?? {};
  const missing: string[] = [];
  const required = (key: string) => {
    if (!annotations[key]) missing.push(key);
    return annotations[key] ?? '';
  };
  const binding = {
    organization: required(ANNOTATION_ORGANIZATION),
    awsAccountId: required(ANNOTATION_AWS_ACCOUNT_ID),
    region: required(ANNOTATION_REGION),
    clusterName: required(ANNOTATION_CLUSTER_NAME),
    clusterDefinition: annotations[ANNOTATION_CLUSTER_DEFINITION],
  };
  if (missing.length > 0) {
    throw new InputError(
      `${stringifyEntityRef(entity)} lacks the annotations ${missing.join(
        ', ',
      )}.`,
    );
  }
  return binding;
}
