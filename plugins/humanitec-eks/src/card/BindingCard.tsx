import { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Flex } from '@backstage/ui';
import { humanitecEksTranslationRef } from '../translation';
import styles from './BindingCard.module.css';
import { BindingLinks } from '../binding/BindingLinks';
import { BindingMenu } from '../binding/BindingMenu';
import { BindingSummary } from '../binding/BindingSummary';
import { LoadError } from '../binding/LoadError';
import { LoadingBinding } from './LoadingBinding';
import { Observed } from '../binding/Observed';
import { PartLanes } from './PartLanes';
import { Problems } from '../binding/Problems';
import { VerdictLine } from '../binding/VerdictLine';
import { useBindingReport } from '../binding/useBindingReport';

/** The binding of one cluster, in every state of knowing about it. */
export function BindingCard({ entity }: { entity: Entity }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const { report, error, loading, refresh } = useBindingReport(entity);
  return (
    <EntityInfoCard
      title={t('card.title')}
      headerActions={
        <>
          <Observed
            at={report?.observedAt}
            loading={loading}
            onRefresh={refresh}
          />
          {report && report.verdict !== 'notBound' && (
            <BindingMenu report={report} />
          )}
        </>
      }
      footerActions={
        report?.links.length ? <BindingLinks links={report.links} /> : undefined
      }
    >
      <Flex className={styles.card} direction="column" gap="4">
        {error && (
          <LoadError
            error={error}
            loading={loading}
            onRetry={refresh}
            stale={report !== undefined}
          />
        )}
        {!report && !error && <LoadingBinding />}
        {report && (
          <>
            <VerdictLine verdict={report.verdict} />
            <Problems report={report} loading={loading} onRetry={refresh} />
            <PartLanes parts={report.parts} />
            <BindingSummary report={report} />
          </>
        )}
      </Flex>
    </EntityInfoCard>
  );
}
