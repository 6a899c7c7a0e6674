import { ApiHolder } from '@backstage/frontend-plugin-api';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import {
  ChoiceKind,
  OnboardingPreview,
  PreviewSubject,
} from 'backstage-plugin-humanitec-eks-common';
import { formApiRef } from '../../api/formApi';
import { Answers, textAnswer } from '../answers';
import type { ChoiceDefinition } from '../choice/choiceDefinitions';
import { queryOf } from '../choice/useChoices';
import type { ClusterNameOptions } from '../clusterName/ClusterNameField';
import { isTaken } from '../clusterName/isTaken';
import { findingSentences } from '../findings/FindingNotice';
import { findingsFor } from '../findings/findingsFor';
import type { NameOptions } from '../name/NameField';
import { isNameKey, nameRules } from '../name/names';
import { onboardingInput } from '../onboardingInput';
import { Rule, ruleMessage } from '../rules';
import { subnetProblem } from '../subnets/subnetProblem';
import { translateWith } from '../translate';

// The checks when a page is left: those that the fields make while somebody types.

/** Of a value that is looked up or typed. */
export function checkChoice({
  rule,
  check,
}: ChoiceDefinition): CustomFieldValidator<string> {
  return async (value, field, { apiHolder, formData }) => {
    const broken = brokenRule(rule, value, apiHolder);
    if (broken) field.addError(broken);
    if (broken || !value || !check) return;
    const preview = await previewOf(formData, check.subjects, apiHolder);
    const refused = refusal(check.field, preview);
    if (refused) field.addError(refused);
  };
}

/** Of a cluster's name: whether a new one is free. */
export const checkClusterName: CustomFieldValidator<
  string,
  ClusterNameOptions
> = async (value, field, { apiHolder, formData, uiSchema }) => {
  const broken = brokenRule('eksClusterName', value, apiHolder);
  if (broken) field.addError(broken);
  if (broken || !value || uiSchema?.['ui:options']?.existing) return;
  const [preview, clusters] = await Promise.all([
    previewOf(formData, ['names'], apiHolder),
    choicesOf('clusters', formData, apiHolder),
  ]);
  const refused = refusal('clusterName', preview);
  const t = translateWith(apiHolder);
  if (refused) field.addError(refused);
  else if (t && isTaken(clusters, preview, formData)) {
    field.addError(t('clusterName.taken'));
  }
};

/** Of a cluster's name that is written once more: whether it is the same. */
export const checkConfirmName: CustomFieldValidator<string> = (
  value,
  field,
  { apiHolder, formData },
) => {
  const name = textAnswer(formData, 'clusterName');
  const t = translateWith(apiHolder);
  if (t && name && value && value !== name) {
    field.addError(t('confirmName.differs', { name }));
  }
};

/** Of a given name: its rule only, since what has it already may still be adopted. */
export const checkName: CustomFieldValidator<string, NameOptions> = (
  value,
  field,
  { apiHolder, uiSchema },
) => {
  const name = uiSchema?.['ui:options']?.name;
  if (!isNameKey(name)) return;
  const broken = brokenRule(nameRules[name], value, apiHolder);
  if (broken) field.addError(broken);
};

/** Of subnets: form and number, and what is known of their zones and networks. */
export const checkSubnets: CustomFieldValidator<string[]> = async (
  ids,
  field,
  { apiHolder, formData },
) => {
  const t = translateWith(apiHolder);
  if (!t || ids.length === 0) return;
  const known = await choicesOf('subnets', formData, apiHolder);
  const problem = subnetProblem(ids, known, t);
  if (problem) field.addError(problem);
};

function brokenRule(rule: Rule, value: string, apis: ApiHolder) {
  const t = translateWith(apis);
  return t && ruleMessage(rule, value, t);
}

function refusal(field: string, preview: OnboardingPreview | undefined) {
  const finding = findingsFor(field, preview?.findings ?? []).find(
    ({ severity }) => severity === 'error',
  );
  return finding && findingSentences(finding);
}

async function previewOf(
  answers: Answers,
  subjects: PreviewSubject[],
  apis: ApiHolder,
): Promise<OnboardingPreview | undefined> {
  const api = apis.get(formApiRef);
  const input = onboardingInput(answers);
  if (!api || !input) return undefined;
  return unlessDown(() => api.previewOnboarding({ input, subjects }));
}

async function choicesOf(kind: ChoiceKind, answers: Answers, apis: ApiHolder) {
  const api = apis.get(formApiRef);
  const { query, missing } = queryOf(kind, answers);
  if (!api || missing.length > 0) return [];
  const choices = await unlessDown(() => api.getChoices(kind, query));
  return choices?.items ?? [];
}

/** A system that is down holds nobody back: the field says so, and the run checks again. */
async function unlessDown<Answer>(
  ask: () => Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}
