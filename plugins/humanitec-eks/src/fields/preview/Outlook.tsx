import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { ReactNode } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { humanitecEksTranslationRef } from '../../translation';
import { failureReason } from '../failureReason';
import { Notice } from '../Notice';
import { PreviewSkeleton } from './PreviewSkeleton';

/** Asks for a preview, and shows it, or why there is none. It can be asked for again. */
export function Outlook<Request extends object, Preview>(props: {
  request: Request;
  ask: (request: Request) => Promise<Preview>;
  loading: string;
  children: (preview: Preview, again: ReactNode) => ReactNode;
}) {
  const { request, ask, loading: words, children } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  // As text, since it is compared by what it says.
  const question = JSON.stringify(request);
  const { value, error, loading, retry } = useAsyncRetry(
    async () => ({ question, preview: await ask(request) }),
    [question],
  );
  const again = (
    <Button
      isPending={loading}
      onPress={retry}
      size="small"
      variant="secondary"
    >
      {t('preview.again')}
    </Button>
  );
  if (error) {
    return (
      <div role="status">
        <Notice status="warning" title={t('preview.failed')} action={again}>
          {failureReason(error, t('check.system'), t)} {t('check.later')}
        </Notice>
      </div>
    );
  }
  // What was found for other answers is never shown for these.
  if (value?.question !== question) return <PreviewSkeleton words={words} />;
  return <>{children(value.preview, again)}</>;
}
