import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { humanitecEksBindingReadPermission } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../translation';
import { LoadFailure, loadFailure } from './loadFailure';

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
  return (
    <Alert
      role="alert"
      icon
      status={failure.kind === 'notPermitted' ? 'info' : 'danger'}
      title={stale ? `${t('error.stale')}: ${reason}` : reason}
      description={[helpFor(failure, t), stale && t('error.staleHelp')]
        .filter(Boolean)
        .join(' ')}
      customActions={
        <Button
          isPending={loading}
          onPress={() => onRetry()}
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
      return failure.message ?? t('error.notFoundHelp');
    default:
      if (failure.message) return failure.message;
      return t('error.failedHelp', { status: String(failure.status) });
  }
}

type Translate = ReturnType<
  typeof useTranslationRef<typeof humanitecEksTranslationRef.T>
>['t'];
