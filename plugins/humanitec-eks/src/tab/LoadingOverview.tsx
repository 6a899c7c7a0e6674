import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Skeleton, VisuallyHidden } from '@backstage/ui';
import { humanitecEksTranslationRef } from '../translation';
import styles from './tab.module.css';

/** The shape of the picture while the three systems are asked. */
export function LoadingOverview() {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <Flex direction="column" gap="4" role="status">
      <VisuallyHidden>{t('card.loading')}</VisuallyHidden>
      <Skeleton aria-hidden height={24} width="40%" />
      <div aria-hidden className={styles.frame}>
        <div className={styles.nodesToCome}>
          {[0, 1, 2, 3, 4, 5, 6, 7, 8].map(node => (
            <Skeleton height={84} key={node} width="100%" />
          ))}
        </div>
        <Skeleton height={340} width="100%" />
      </div>
    </Flex>
  );
}
