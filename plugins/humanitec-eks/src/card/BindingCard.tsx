import { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Flex } from '@backstage/ui';
import { BindingMenu } from '../binding/BindingMenu';
import { BindingSummary } from '../binding/BindingSummary';
import { LoadError } from '../binding/LoadError';
import { Observed } from '../binding/Observed';
import { Problems } from '../binding/Problems';
import { RunNotice } from '../binding/RunNotice';
import { useBinding, useHistory } from '../binding/useBinding';
import { ExpectRun, useRunWatch } from '../binding/useRunWatch';
import { VerdictLine } from '../binding/VerdictLine';
import { humanitecEksTranslationRef } from '../translation';
import styles from './BindingCard.module.css';
import { CardLinks } from './CardLinks';
import { LoadingBinding } from './LoadingBinding';
import { PartLanes } from './PartLanes';

/** The binding of one cluster, in every state of knowing about it. */
export function BindingCard({ entity }: { entity: Entity }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const { answer: report, error, loading, ask } = useBinding(entity);
  // Everybody opens this page, so the card follows only runs that began from it.
  // That the history cannot be asked takes nothing from it.
  const history = useHistory(entity, { wanted: false });
  const { run, expectRun } = useRunWatch(history, {
    wanted: false,
    onProgress: ask,
    onEnd: () => ask({ fresh: true }),
  });
  const refresh = () => ask({ fresh: true });
  return (
    <ExpectRun.Provider value={expectRun}>
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
        footerActions={<CardLinks links={report?.links ?? []} />}
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
          {run && <RunNotice run={run} />}
          {!report && !error && <LoadingBinding />}
          {report && (
            <>
              <VerdictLine verdict={report.verdict} />
              <Problems report={report} loading={loading} onRetry={refresh} />
              <PartLanes report={report} />
              <BindingSummary report={report} />
            </>
          )}
        </Flex>
      </EntityInfoCard>
    </ExpectRun.Provider>
  );
}
