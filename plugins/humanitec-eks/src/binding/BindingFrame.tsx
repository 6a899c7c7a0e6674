import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Flex } from '@backstage/ui';
import {
  BindingReport,
  BindingTask,
} from 'backstage-plugin-humanitec-eks-common';
import { ReactNode } from 'react';
import { humanitecEksTranslationRef } from '../translation';
import { BindingMenu } from './BindingMenu';
import { LoadError } from './LoadError';
import { Observed } from './Observed';
import { Problems } from './Problems';
import { RunNotice } from './RunNotice';
import { Asked } from './useAnswer';
import { VerdictLine } from './VerdictLine';

/** What card and tab begin with, in every state of knowing about a binding: the verdict, and the worst problem with its remedy. */
export function BindingFrame(props: {
  binding: Asked<BindingReport>;
  onRefresh: () => void;
  /** A run that is under way. */
  run?: BindingTask;
  /** Shown until something is known. */
  skeleton: ReactNode;
  /** What follows the problems. */
  children: (report: BindingReport) => ReactNode;
  footer?: ReactNode;
  className?: string;
}) {
  const { binding, onRefresh, run, skeleton, children, footer, className } =
    props;
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
      footerActions={footer}
    >
      <Flex className={className} direction="column" gap="4">
        {error && (
          <LoadError
            error={error}
            loading={loading}
            onRetry={onRefresh}
            stale={report !== undefined}
          />
        )}
        {run && <RunNotice run={run} />}
        {!report && !error && skeleton}
        {report && (
          <>
            <VerdictLine verdict={report.verdict} />
            <Problems report={report} loading={loading} onRetry={onRefresh} />
            {children(report)}
          </>
        )}
      </Flex>
    </EntityInfoCard>
  );
}
