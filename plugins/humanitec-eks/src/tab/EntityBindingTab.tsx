import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { missingAnnotations } from '../binding/missingAnnotations';
import { MissingAnnotationsCard } from '../binding/MissingAnnotationsCard';
import { BindingTab } from './BindingTab';
import { SectionId } from './sections';

/** The tab on a cluster's page: the binding as a picture, who lands there, how it fares, what was done. */
export function EntityBindingTab({ sections }: { sections: SectionId[] }) {
  const { entity } = useEntity();
  const missing = missingAnnotations(entity);
  if (missing.length > 0) {
    return <MissingAnnotationsCard entity={entity} missing={missing} />;
  }
  // The key: what was found for one cluster is never shown for the next.
  return (
    <BindingTab
      key={stringifyEntityRef(entity)}
      entity={entity}
      sections={sections}
    />
  );
}
