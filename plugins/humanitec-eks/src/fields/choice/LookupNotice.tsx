import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { Choice, ChoiceKind } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../../translation';
import { failureReason } from '../failureReason';
import { Notice } from '../Notice';
import type { Lookup } from './useChoices';

interface LookupNoticeProps {
  kind: ChoiceKind;
  lookup: Lookup;
  /** What is known of the value. */
  chosen: Choice | undefined;
  /** What was answered and is not among what was found. */
  unknown: string | undefined;
}

/**
 * What a look-up has to say: that it waits, runs, failed, or did not find the
 * value. The region is always there, so that screen readers notice its words.
 */
export function LookupNotice({
  id,
  ...props
}: LookupNoticeProps & { id: string }) {
  return (
    <div id={id} role="status">
      <LookupWords {...props} />
    </div>
  );
}

function LookupWords({ kind, lookup, chosen, unknown }: LookupNoticeProps) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  switch (lookup.state) {
    case 'waiting': {
      const what = lookup.missing
        .map(name => t(`lookup.dependency.${name}`))
        .join(t('lookup.and'));
      return <Hint>{t('lookup.waiting', { what })}</Hint>;
    }
    case 'loading':
      return <Hint>{t(`lookup.loading.${kind}`)}</Hint>;
    case 'failed':
      return (
        <Notice
          status="warning"
          action={
            <Button onPress={lookup.retry} size="small" variant="secondary">
              {t('lookup.retry')}
            </Button>
          }
        >
          {failureReason(lookup.error, t(`lookup.system.${kind}`), t)}{' '}
          {t(`lookup.type.${kind}`)}
        </Notice>
      );
    default:
      if (chosen) return <Hint>{wordsOf(chosen)}</Hint>;
      if (unknown === undefined) return null;
      return (
        <Notice status="info">{t('lookup.unknown', { value: unknown })}</Notice>
      );
  }
}

/** `Production · eu-central-1a, 10.0.0.0/20`; empty where only its value is known. */
export function wordsOf({ title, note }: Choice): string {
  return [title, note].filter(Boolean).join(' · ');
}

function Hint({ children }: { children: string }) {
  return <Text variant="body-small">{children}</Text>;
}
