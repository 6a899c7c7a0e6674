import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { formApiRef } from '../../api/formApi';
import { humanitecEksTranslationRef } from '../../translation';
import { answersOf } from '../answers';
import { FieldProps, fieldTexts } from '../fieldTexts';
import { Notice } from '../Notice';
import { onboardingInput } from '../onboardingInput';
import { FindingList } from './FindingList';
import { MoveList } from './MoveList';
import { Outlook } from './Outlook';
import { PreviewFrame } from './PreviewFrame';
import { WhatHappens } from './WhatHappens';

export interface OnboardingPreviewOptions {
  /** Whether a cluster is to be created. */
  newCluster?: boolean;
}

/** What will be made where, what is in the way, and what moves. Holds no value. */
export function OnboardingPreviewField(
  props: FieldProps<unknown, OnboardingPreviewOptions>,
) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const api = useApi(formApiRef);
  const texts = fieldTexts(props, { title: t('onboarding.title') });
  const newCluster = props.uiSchema['ui:options']?.newCluster ?? false;
  const input = onboardingInput(answersOf(props.formContext));
  return (
    <PreviewFrame {...texts} id={props.idSchema.$id}>
      {input ? (
        <>
          <WhatHappens input={input} newCluster={newCluster} />
          <Outlook
            request={{ input, newCluster }}
            ask={request => api.previewOnboarding(request, { fresh: true })}
            loading={t('onboarding.loading')}
          >
            {({ findings, moves }, again) => (
              <>
                <FindingList findings={findings} action={again} />
                {moves && (
                  <MoveList moves={moves} clusterName={input.clusterName} />
                )}
              </>
            )}
          </Outlook>
        </>
      ) : (
        <Notice status="info">{t('preview.incomplete')}</Notice>
      )}
    </PreviewFrame>
  );
}
