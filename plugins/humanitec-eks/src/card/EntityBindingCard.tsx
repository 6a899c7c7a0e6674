import { useEntity } from '@backstage/plugin-catalog-react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { BindingCard } from './BindingCard';
import { MissingAnnotationsCard } from './MissingAnnotationsCard';
import { missingAnnotations } from '../binding/missingAnnotations';
import { Templates } from '../binding/templates';
import { TemplatesContext } from '../binding/useTemplateHref';

/** The card on a cluster's overview page: can Humanitec deploy here, and if not, what to do. */
export function EntityBindingCard({ templates }: { templates: Templates }) {
  const { entity } = useEntity();
  const missing = missingAnnotations(entity);
  return (
    <TemplatesContext.Provider value={templates}>
      {missing.length > 0 ? (
        <MissingAnnotationsCard entity={entity} missing={missing} />
      ) : (
        // The key: what was found for one cluster is never shown for the next.
        <BindingCard key={stringifyEntityRef(entity)} entity={entity} />
      )}
    </TemplatesContext.Provider>
  );
}
