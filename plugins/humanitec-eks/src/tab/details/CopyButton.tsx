import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, VisuallyHidden } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import useCopyToClipboard from 'react-use/esm/useCopyToClipboard';
import { humanitecEksTranslationRef } from '../../translation';

const SAID_FOR_MS = 2_000;

/** Copies a text, and says so when it did: a browser may ask the person to do it by hand. */
export function CopyButton(props: { what: string; value: string }) {
  const { what, value } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const [{ error, noUserInteraction }, copy] = useCopyToClipboard();
  const [pressed, setPressed] = useState(false);
  useEffect(() => {
    if (!pressed) return undefined;
    const timer = setTimeout(() => setPressed(false), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [pressed]);
  const copied = pressed && noUserInteraction && !error;
  return (
    <>
      <ButtonIcon
        aria-label={t('copy.label', { what })}
        icon={
          copied ? <RiCheckLine aria-hidden /> : <RiFileCopyLine aria-hidden />
        }
        onPress={() => {
          copy(value);
          setPressed(true);
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
