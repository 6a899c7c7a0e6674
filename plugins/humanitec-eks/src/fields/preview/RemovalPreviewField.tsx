import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { RemovalPreviewRequest } from 'backstage-plugin-humanitec-eks-common';
import { formApiRef } from '../../api/formApi';
import { humanitecEksTranslationRef } from '../../translation';
import { Answers, answersOf } from '../answers';
import { FieldProps, fieldTexts } from '../fieldTexts';
import { Notice } from '../Notice';
import { identityOf } from '../onboardingInput';
import { Outlook } from './Outlook';
import { PreviewFrame } from './PreviewFrame';
import { RemovalList } from './RemovalList';

/** What would go, what stays and why, and what depends on it. Holds no value. */
export function RemovalPreviewField(props: FieldProps<unknown>) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const api = useApi(formApiRef);
  const texts = fieldTexts(props, { title: t('removal.title') });
  const request = removalRequest(answersOf(props.formContext));
  return (
    <PreviewFrame {...texts} id={props.idSchema.$id}>
      {request ? (
        <Outlook
          request={request}
          ask={asked => api.previewRemoval(asked, { fresh: true })}
          loading={t('removal.loading')}
        >
          {(preview, again) => <RemovalList preview={preview} action={again} />}
        </Outlook>
      ) : (
        <Notice status="info">{t('preview.incomplete')}</Notice>
      )}
    </PreviewFrame>
  );
}

/** What the action would be asked, or undefined as long as the four facts are not all known. */
export function removalRequest(
  answers: Answers,
): RemovalPreviewRequest | undefined {
  const identity = identityOf(answers);
  if (!identity) return undefined;
  const flags = [
    'keepCluster',
    'liftDeletionProtection',
    'restoreAccess',
    'force',
  ] as const;
  const set = flags.filter(flag => typeof answers[flag] === 'boolean');
  return {
    ...identity,
    ...Object.fromEntries(set.map(flag => [flag, answers[flag] === true])),
  };
}
