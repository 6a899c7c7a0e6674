import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Skeleton, VisuallyHidden } from '@backstage/ui';
import { humanitecEksTranslationRef } from '../translation';

/** The shape of a section while it is asked for. */
export function SectionSkeleton() {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <Flex direction="column" gap="3" role="status">
      <VisuallyHidden>{t('tab.loading')}</VisuallyHidden>
      {['60%', '85%', '70%'].map(width => (
        <Skeleton aria-hidden height={20} key={width} width={width} />
      ))}
    </Flex>
  );
}
