import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { humanitecEksTranslationRef } from '../translation';
import { FailureAlert } from './FailureAlert';
import { loadFailure } from './loadFailure';

/** Why there is no report, or no new one, and what can be done. */
export function LoadError(props: {
  error: Error;
  loading: boolean;
  /** An older report is shown below. */
  stale: boolean;
  onRetry: () => void;
  /** What failed, when it is not the report. */
  title?: string;
}) {
  const { error, loading, stale, onRetry, title } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const failure = loadFailure(error);
  const reason = title ?? t(`error.${failure.kind}`);
  const told = failure.kind === 'notFound' ? failure.message : undefined;
  return (
    <FailureAlert
      failure={failure}
      loading={loading}
      notFoundHelp={told ?? t('error.notFoundHelp')}
      onRetry={onRetry}
      stale={stale}
      title={stale ? `${t('error.stale')}: ${reason}` : reason}
    />
  );
}
