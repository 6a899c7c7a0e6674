import { useEntity } from '@backstage/plugin-catalog-react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { BindingCard } from './BindingCard';
import { MissingAnnotationsCard } from '../binding/MissingAnnotationsCard';
import { missingAnnotations } from '../binding/missingAnnotations';

/** The card on a cluster's overview page: can Humanitec deploy here, and if not, what to do. */
export function EntityBindingCard() {
  const { entity } = useEntity();
  const missing = missingAnnotations(entity);
  if (missing.length > 0) {
    return <MissingAnnotationsCard entity={entity} missing={missing} />;
  }
  // The key: what was found for one cluster is never shown for the next.
  return <BindingCard key={stringifyEntityRef(entity)} entity={entity} />;
}
