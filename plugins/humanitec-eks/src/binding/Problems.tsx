import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { BindingReport } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../translation';
import { bindingTemplateOf, canAskForTheSame } from './bindingTemplate';
import styles from './binding.module.css';
import { ChangeList } from './ChangeList';
import { Problem, problemsOf, TroubledPart } from './problemsOf';
import { SilentSince } from './SilentSince';
import { TemplateButton } from './TemplateButton';
import { templateValues } from './templateValues';

/** The most urgent problem with its remedy; a system that is silent is always named. */
export function Problems(props: {
  report: BindingReport;
  loading: boolean;
  onRetry: () => void;
}) {
  const { report } = props;
  const [first, ...others] = problemsOf(report);
  if (!first) return null;
  return (
    <>
      {first.kind === 'notBound' && <NotBound report={report} />}
      {first.kind === 'part' && (
        <PartProblem part={first.part} report={report} />
      )}
      {[first, ...others].map(
        problem =>
          problem.kind === 'silent' && (
            <SilentSystem
              key={problem.system}
              problem={problem}
              loading={props.loading}
              onRetry={props.onRetry}
            />
          ),
      )}
    </>
  );
}

function NotBound({ report }: { report: BindingReport }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const use = bindingTemplateOf(report);
  return (
    <Alert
      icon
      status="info"
      title={t(hasCluster(report) ? 'notBound.cluster' : 'notBound.nothing')}
      description={t('remedy.notBound')}
      customActions={
        <TemplateButton use={use} formData={templateValues(report)}>
          {t(`remedy.${use}`)}
        </TemplateButton>
      }
    />
  );
}

function hasCluster({ parts }: BindingReport): boolean {
  return parts.some(
    ({ part, status }) => part === 'cluster' && status !== 'missing',
  );
}

function PartProblem(props: { part: TroubledPart; report: BindingReport }) {
  const { part, report } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <Alert
      icon
      status={part.status === 'drifted' ? 'warning' : 'danger'}
      title={t(`problem.${part.status}`, { part: t(`part.${part.part}`) })}
      description={
        <>
          <ChangeList changes={part.changes} limit={2} />
          <div className={styles.remedy}>
            {t(
              canAskForTheSame(report)
                ? `remedy.${part.status}`
                : 'remedy.notKnown',
            )}
            {canAskForTheSame(report) && (
              <TemplateButton
                use={bindingTemplateOf(report)}
                formData={templateValues(report)}
              >
                {part.status === 'foreign'
                  ? t('remedy.openTemplate')
                  : t('remedy.repair')}
              </TemplateButton>
            )}
          </div>
        </>
      }
    />
  );
}

function SilentSystem(props: {
  problem: Extract<Problem, { kind: 'silent' }>;
  loading: boolean;
  onRetry: () => void;
}) {
  const { problem, loading, onRetry } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const parts = problem.parts.map(part => t(`part.${part}`)).join(', ');
  return (
    <Alert
      icon
      status="warning"
      title={t('problem.silent', { system: problem.system })}
      description={
        <div className={styles.anywhere}>
          <div>
            {problem.reason} <SilentSince since={problem.since} />
          </div>
          <div>{t('problem.silentParts', { parts })}</div>
        </div>
      }
      customActions={
        <Button
          isPending={loading}
          onPress={onRetry}
          size="small"
          variant="secondary"
        >
          {t('remedy.retry')}
        </Button>
      }
    />
  );
}
