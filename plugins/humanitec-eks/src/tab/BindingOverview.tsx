import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Flex } from '@backstage/ui';
import {
  BindingReport,
  BindingTask,
} from 'backstage-plugin-humanitec-eks-common';
import { BindingMenu } from '../binding/BindingMenu';
import { LoadError } from '../binding/LoadError';
import { Observed } from '../binding/Observed';
import { Problems } from '../binding/Problems';
import { RunNotice } from '../binding/RunNotice';
import { Asked } from '../binding/useAnswer';
import { VerdictLine } from '../binding/VerdictLine';
import { humanitecEksTranslationRef } from '../translation';
import { LoadingOverview } from './LoadingOverview';
import { PictureWithDetails } from './PictureWithDetails';

/** The verdict, the worst problem with its remedy, and the picture. */
export function BindingOverview(props: {
  binding: Asked<BindingReport>;
  onRefresh: () => void;
  run?: BindingTask;
}) {
  const { binding, onRefresh, run } = props;
  const { answer: report, error, loading } = binding;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <EntityInfoCard
      title={t('card.title')}
      headerActions={
        <>
          <Observed
            at={report?.observedAt}
            loading={loading}
            onRefresh={onRefresh}
          />
          {report && report.verdict !== 'notBound' && (
            <BindingMenu report={report} />
          )}
        </>
      }
    >
      <Flex direction="column" gap="4">
        {error && (
          <LoadError
            error={error}
            loading={loading}
            onRetry={onRefresh}
            stale={report !== undefined}
          />
        )}
        {run && <RunNotice run={run} />}
        {!report && !error && <LoadingOverview />}
        {report && (
          <>
            <VerdictLine verdict={report.verdict} />
            <Problems report={report} loading={loading} onRetry={onRefresh} />
            <PictureWithDetails report={report} />
          </>
        )}
      </Flex>
    </EntityInfoCard>
  );
}
