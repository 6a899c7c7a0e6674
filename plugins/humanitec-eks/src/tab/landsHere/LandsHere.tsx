import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  BindingEnvironments,
  BindingReport,
} from 'backstage-plugin-humanitec-eks-common';
import { rulesOf } from '../../binding/rulesOf';
import { Asked } from '../../binding/useAnswer';
import { useCriterionWords } from '../../binding/useCriterionWords';
import { humanitecEksTranslationRef } from '../../translation';
import { Section } from '../Section';
import { EnvironmentTable } from './EnvironmentTable';
import styles from './landsHere.module.css';

/** Which deployments land on the cluster, and the environments that are there. */
export function LandsHere(props: {
  report?: BindingReport;
  environments: Asked<BindingEnvironments>;
}) {
  const { report, environments } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <Section
      asked={environments}
      failed={t('environments.failed')}
      lead={report && <Rules report={report} />}
      title={t('landsHere.label')}
    >
      {({ items, total }) => (
        <>
          {items.length === 0 ? (
            <Text variant="body-medium">{t('environments.none')}</Text>
          ) : (
            <EnvironmentTable environments={items} />
          )}
          {total > items.length && (
            <Text variant="body-small">
              {t('environments.first', {
                shown: String(items.length),
                total: String(total),
              })}
            </Text>
          )}
        </>
      )}
    </Section>
  );
}

/** The matching criteria as sentences. */
function Rules({ report }: { report: BindingReport }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const describe = useCriterionWords();
  const rules = rulesOf(report);
  const notKnown = report.parts.some(
    ({ part, status }) => part === 'clusterDefinition' && status === 'unknown',
  );
  if (rules.length === 0) {
    return (
      <Text variant="body-medium">
        {t(notKnown ? 'rules.notKnown' : 'rules.none')}
      </Text>
    );
  }
  return (
    <ul className={styles.rules}>
      {rules.map(criterion => (
        <li key={describe(criterion)}>
          {t('rules.rule', {
            criterion: <strong>{describe(criterion)}</strong>,
          })}
        </li>
      ))}
    </ul>
  );
}
