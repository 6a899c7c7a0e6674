import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { humanitecEksBindingReadPermission } from 'backstage-plugin-humanitec-eks-common';
import { LoadFailure, loadFailure } from '../binding/loadFailure';
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
    <Alert
      role="alert"
      icon
      status={failure.kind === 'notPermitted' ? 'info' : 'danger'}
      title={t(`fleet.error.${failure.kind}`)}
      description={[helpFor(failure, t), stale && t('error.staleHelp')]
        .filter(Boolean)
        .join(' ')}
      customActions={
        <Button
          isPending={loading}
          onPress={onRetry}
          size="small"
          variant="secondary"
        >
          {t('error.retry')}
        </Button>
      }
    />
  );
}

function helpFor(failure: LoadFailure, t: Translate): string {
  switch (failure.kind) {
    case 'notPermitted':
      return t('error.notPermittedHelp', {
        permission: humanitecEksBindingReadPermission.name,
      });
    case 'unreachable':
      return t('error.unreachableHelp');
    case 'notFound':
      return t('fleet.error.notFoundHelp');
    default:
      if (failure.message) return failure.message;
      return t('error.failedHelp', { status: String(failure.status) });
  }
}

type Translate = ReturnType<
  typeof useTranslationRef<typeof humanitecEksTranslationRef.T>
>['t'];
