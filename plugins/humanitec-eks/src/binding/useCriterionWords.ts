import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Criterion } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../translation';

/** Tells a matching criterion in words: `environment type production, application shop`. */
export function useCriterionWords(): (criterion: Criterion) => string {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return ({ envType, appId, envId, class: resourceClass }) => {
    const words = [
      envType && t('criterion.envType', { value: envType }),
      appId && t('criterion.appId', { value: appId }),
      envId && t('criterion.envId', { value: envId }),
      resourceClass && t('criterion.class', { value: resourceClass }),
    ];
    return words.filter(Boolean).join(', ') || t('criterion.everything');
  };
}
