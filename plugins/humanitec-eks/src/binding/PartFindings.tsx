import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { PartStatus } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../translation';
import styles from './binding.module.css';
import { ChangeList } from './ChangeList';
import { SilentSince } from './SilentSince';

/** How a part compares with what was asked for, in words. */
export function PartFindings({ part }: { part: PartStatus }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  switch (part.status) {
    case 'inSync':
      return <Text variant="body-small">{t('details.inSync')}</Text>;
    case 'unknown':
      return (
        <Text as="div" variant="body-small" className={styles.anywhere}>
          {t('problem.silent', { system: part.system })}: {part.reason}{' '}
          <SilentSince since={part.since} />
        </Text>
      );
    default:
      return <ChangeList changes={part.changes} />;
  }
}
