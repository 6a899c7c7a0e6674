import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { ApiHolder } from '@backstage/frontend-plugin-api';
import { PreviewSubject } from 'backstage-plugin-humanitec-eks-common';
import { formApiRef } from '../../api/formApi';
import { Answers } from '../answers';
import type { ChoiceDefinition } from '../choice/choiceDefinitions';
import { queryOf } from '../choice/useChoices';
import type { ClusterNameOptions } from '../clusterName/ClusterNameField';
import { askFindings } from '../findings/askFindings';
import { findingSentences } from '../findings/FindingNotice';
import { findingsFor, FindingTarget } from '../findings/findingsFor';
import { isNameKey, nameRules } from '../name/names';
import type { NameOptions } from '../name/NameField';
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
    const problem =
      broken ??
      (check &&
        value &&
        (await refusal(check.subjects, check.target, formData, apiHolder)));
    if (problem) field.addError(problem);
  };
}

/** Of a cluster's name: whether a new one is free. */
export const checkClusterName: CustomFieldValidator<
  string,
  ClusterNameOptions
> = async (value, field, { apiHolder, formData, uiSchema }) => {
  const broken = brokenRule('eksClusterName', value, apiHolder);
  const isNew = !uiSchema?.['ui:options']?.existing;
  const problem =
    broken ??
    (isNew &&
      value &&
      (await refusal(
        ['cluster', 'names'],
        'clusterName',
        formData,
        apiHolder,
      )));
  if (problem) field.addError(problem);
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
  if (!t) return;
  const { query, missing } = queryOf('subnets', formData);
  const known =
    missing.length === 0
      ? await unlessDown(
          async () =>
            (
              await apiHolder.get(formApiRef)?.getChoices('subnets', query)
            )?.items,
        )
      : [];
  const problem = subnetProblem(ids, known ?? [], t);
  if (problem) field.addError(problem);
};

function brokenRule(rule: Rule, value: string, apis: ApiHolder) {
  const t = translateWith(apis);
  return t && ruleMessage(rule, value, t);
}

async function refusal(
  subjects: PreviewSubject[],
  target: FindingTarget,
  answers: Answers,
  apis: ApiHolder,
): Promise<string | undefined> {
  const api = apis.get(formApiRef);
  const preview =
    api && (await unlessDown(() => askFindings(api, answers, subjects)));
  const finding = findingsFor(target, preview?.findings ?? [], answers).find(
    ({ severity }) => severity === 'error',
  );
  return finding && findingSentences(finding);
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
