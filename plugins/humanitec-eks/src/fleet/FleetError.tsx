import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FailureAlert } from '../binding/FailureAlert';
import { loadFailure } from '../binding/loadFailure';
import { humanitecEksTranslationRef } from '../translation';

/** Why there are no clusters to see, or none that are newly read, and what can be done. */
export function FleetError(props: {
  error: Error;
  loading: boolean;
  /** Older rows are shown below. */
  stale: boolean;
  onRetry: () => void;
}) {
  const { error, loading, stale, onRetry } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const failure = loadFailure(error);
  return (
    <FailureAlert
      failure={failure}
      loading={loading}
      notFoundHelp={t('fleet.error.notFoundHelp')}
      onRetry={onRetry}
      stale={stale}
      title={t(`fleet.error.${failure.kind}`)}
    />
  );
}
