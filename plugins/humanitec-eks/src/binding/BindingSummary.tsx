import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { BindingReport } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../translation';
import styles from './binding.module.css';
import { rulesOf } from './rulesOf';
import { useCriterionWords } from './useCriterionWords';

/** Who lands here, and where here is. */
export function BindingSummary({ report }: { report: BindingReport }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const { organization, awsAccountId, region, verdict } = report;
  return (
    <Flex direction="column" gap="1">
      {verdict !== 'notBound' && <LandsHere report={report} />}
      <Text variant="body-small" className={styles.anywhere}>
        {t('card.identity', { organization, awsAccountId, region })}
      </Text>
    </Flex>
  );
}

function LandsHere({ report }: { report: BindingReport }) {
  const { parts, landsHere } = report;
  const describe = useCriterionWords();
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const notKnown = parts.some(
    part => part.part === 'clusterDefinition' && part.status === 'unknown',
  );
  const nobody = notKnown ? t('landsHere.notKnown') : t('landsHere.nobody');
  return (
    <>
      <Text variant="body-medium" as="div" className={styles.anywhere}>
        <strong>{t('landsHere.label')}: </strong>
        {rulesOf(report).map(describe).join('; ') || nobody}
      </Text>
      {landsHere && (
        <Text variant="body-medium" as="div">
          {t('landsHere.counts', {
            applications: t('landsHere.applications', {
              count: landsHere.applications,
            }),
            environments: t('landsHere.environments', {
              count: landsHere.environments,
            }),
          })}
        </Text>
      )}
    </>
  );
}
