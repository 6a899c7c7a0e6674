import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box } from '@backstage/ui';
import { PartStatus } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../translation';
import styles from './binding.module.css';
import { FactList } from './FactList';
import { PartFindings } from './PartFindings';

/** What there is to know of one part: how it differs, and its facts. */
export function PartDetails(props: { id: string; part: PartStatus }) {
  const { id, part } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <Box
      aria-label={t('details.label', { part: t(`part.${part.part}`) })}
      bg="neutral"
      className={styles.details}
      id={id}
      p="3"
      role="region"
    >
      <PartFindings part={part} />
      {'facts' in part && <FactList facts={part.facts} />}
    </Box>
  );
}
