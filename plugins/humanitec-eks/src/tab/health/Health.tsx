import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { BindingReport } from 'backstage-plugin-humanitec-eks-common';
import { identityOf } from '../../binding/templateValues';
import { TemplateButton } from '../../binding/TemplateButton';
import { useDates } from '../../binding/useDates';
import { humanitecEksTranslationRef } from '../../translation';
import { SectionSkeleton } from '../SectionSkeleton';
import { HealthItem } from './HealthItem';
import { Health as Found, healthOf } from './healthOf';
import styles from './health.module.css';

/** What wears out: the pods and the key of the agent, the version of Kubernetes, the Operator. */
export function Health({ report }: { report?: BindingReport }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <EntityInfoCard title={t('health.title')}>
      {report ? <HealthList report={report} /> : <SectionSkeleton />}
    </EntityInfoCard>
  );
}

function HealthList({ report }: { report: BindingReport }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const { agent, key, kubernetes, operator } = healthOf(report, Date.now());
  const keyWords = useKeyWords();
  const kubernetesWords = useKubernetesWords();
  return (
    <dl className={styles.list}>
      <HealthItem
        state={agent.state}
        title={t('part.agent')}
        words={
          agent.state === 'notKnown'
            ? t('health.agent.notKnown')
            : t(`health.agent.${agent.state}`, {
                ready: String(agent.ready),
                wanted: String(agent.wanted),
              })
        }
      />
      <HealthItem
        action={
          key.state !== 'notKnown' && (
            <TemplateButton
              formData={identityOf(report)}
              use="rotateKey"
              variant={key.state === 'valid' ? 'secondary' : 'primary'}
            >
              {t('menu.rotateKey')}
            </TemplateButton>
          )
        }
        state={key.state}
        title={t('health.key.title')}
        words={keyWords(key)}
      />
      <HealthItem
        state={kubernetes.state}
        title={t('health.kubernetes.title')}
        words={kubernetesWords(kubernetes)}
      />
      <HealthItem
        state={operator.state}
        title={t('health.operator.title')}
        words={t(`health.operator.${operator.state}`)}
      />
    </dl>
  );
}

function useKeyWords(): (key: Found['key']) => string {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const { day } = useDates();
  return key =>
    key.state === 'notKnown'
      ? t('health.key.notKnown')
      : t(`health.key.${key.state}`, {
          count: Math.abs(key.days),
          expires: day(key.expires),
          rotateBy: day(key.rotateBy),
        });
}

function useKubernetesWords(): (kubernetes: Found['kubernetes']) => string {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const { day } = useDates();
  return kubernetes => {
    switch (kubernetes.state) {
      case 'notKnown':
        return t('health.kubernetes.notKnown');
      case 'noDates':
        return t('health.kubernetes.noDates', { version: kubernetes.version });
      case 'ending':
        return t('health.kubernetes.ending', {
          version: kubernetes.version,
          count: kubernetes.days,
          ends: day(kubernetes.ends),
        });
      case 'extended':
        return t('health.kubernetes.extended', {
          version: kubernetes.version,
          ends: day(kubernetes.ends),
          extendedEnds: day(kubernetes.extendedEnds),
        });
      default:
        return t(`health.kubernetes.${kubernetes.state}`, {
          version: kubernetes.version,
          ends: day(kubernetes.ends),
        });
    }
  };
}
