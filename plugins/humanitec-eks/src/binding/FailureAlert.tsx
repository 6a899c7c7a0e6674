import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { humanitecEksBindingReadPermission } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../translation';
import { LoadFailure } from './loadFailure';

/** What could not be read, what can be done, and the button that tries again. */
export function FailureAlert(props: {
  failure: LoadFailure;
  title: string;
  /** What can be done when the backend knows nothing of it. */
  notFoundHelp: string;
  loading: boolean;
  /** What was read before is shown below. */
  stale: boolean;
  onRetry: () => void;
}) {
  const { failure, title, notFoundHelp, loading, stale, onRetry } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const help = () => {
    switch (failure.kind) {
      case 'notPermitted':
        return t('error.notPermittedHelp', {
          permission: humanitecEksBindingReadPermission.name,
        });
      case 'unreachable':
        return t('error.unreachableHelp');
      case 'notFound':
        return notFoundHelp;
      default:
        if (failure.message) return failure.message;
        return t('error.failedHelp', { status: String(failure.status) });
    }
  };
  return (
    <Alert
      role="alert"
      icon
      status={failure.kind === 'notPermitted' ? 'info' : 'danger'}
      title={title}
      description={[help(), stale && t('error.staleHelp')]
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
