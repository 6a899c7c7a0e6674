import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, VisuallyHidden } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import useCopyToClipboard from 'react-use/esm/useCopyToClipboard';
import { humanitecEksTranslationRef } from '../../translation';

const SAID_FOR_MS = 2_000;

/** Copies a text, and says so. */
export function CopyButton(props: { what: string; value: string }) {
  const { what, value } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const [, copy] = useCopyToClipboard();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <>
      <ButtonIcon
        aria-label={t('copy.label', { what })}
        icon={
          copied ? <RiCheckLine aria-hidden /> : <RiFileCopyLine aria-hidden />
        }
        onPress={() => {
          copy(value);
          setCopied(true);
        }}
        size="small"
        variant="tertiary"
      />
      <VisuallyHidden role="status">
        {copied && t('copy.done', { what })}
      </VisuallyHidden>
    </>
  );
}
