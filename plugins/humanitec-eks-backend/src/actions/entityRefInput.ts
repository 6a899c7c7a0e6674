import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { CLUSTER_KIND } from 'backstage-plugin-humanitec-eks-common';
import { z } from 'zod/v3';

export const entityRefInput = z
  .string()
  .describe(
    'Entity of the cluster in the catalog, such as resource:default/eks-automode-prod; list-bindings tells them',
  );

/**
 * As the catalog writes it.
 *
 * @throws InputError for what is no reference
 */
export function wholeEntityRef(text: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(text, {
        defaultKind: CLUSTER_KIND,
        defaultNamespace: 'default',
      }),
    );
  } catch {
    throw new InputError(
      'entityRef: must be the reference of an entity, such as resource:default/eks-automode-prod.',
    );
  }
}
