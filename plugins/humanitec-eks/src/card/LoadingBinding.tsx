import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Skeleton, VisuallyHidden } from '@backstage/ui';
import { humanitecEksTranslationRef } from '../translation';

/** The shape of the card while the three systems are asked. */
export function LoadingBinding() {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <Flex direction="column" gap="4" role="status">
      <VisuallyHidden>{t('card.loading')}</VisuallyHidden>
      <Skeleton aria-hidden width="55%" height={24} />
      {['72%', '84%', '48%'].map(width => (
        <Skeleton aria-hidden key={width} width={width} height={28} />
      ))}
      <Skeleton aria-hidden width="40%" height={16} />
    </Flex>
  );
}
