import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useId } from 'react';
import { humanitecEksTranslationRef } from '../../translation';
import { answersOf } from '../answers';
import { FieldProps, fieldTexts } from '../fieldTexts';
import styles from '../fields.module.css';
import { FindingNotice, findingSentences } from '../findings/FindingNotice';
import { findingsFor, silentSystems } from '../findings/findingsFor';
import { found, useFindings } from '../findings/useFindings';
import { ruleMessage } from '../rules';
import { ChoiceCombobox } from './ChoiceCombobox';
import type { ChoiceDefinition } from './choiceDefinitions';
import { LookupNotice } from './LookupNotice';
import { useChoices } from './useChoices';

/** A value that is looked up, or typed: one that the list does not have is kept. */
export function ChoiceField(
  props: FieldProps<string> & { definition: ChoiceDefinition },
) {
  const { definition, idSchema, rawErrors = [] } = props;
  const { kind, rule, check } = definition;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const id = useId();
  const answers = answersOf(props.formContext);
  const value = props.formData || undefined;

  const lookup = useChoices(kind, answers);
  const items = lookup.state === 'found' ? lookup.items : [];
  const chosen = items.find(item => item.value === value);

  const broken = ruleMessage(rule, value, t);
  const ask = value && !broken ? check?.subjects : undefined;
  const checked = useFindings(answers, ask);
  const findings = check ? findingsFor(check.field, found(checked)) : [];
  const refusal = findings.find(({ severity }) => severity === 'error');
  const problem = broken ?? (refusal && findingSentences(refusal));
  return (
    <div className={styles.field}>
      <ChoiceCombobox
        {...fieldTexts(props, {
          title: t(`choice.${kind}.title`),
          description: t(`choice.${kind}.description`),
          example: t(`choice.${kind}.example`),
        })}
        describedBy={[`${id}-lookup`, `${id}-check`, `${idSchema.$id}__error`]}
        disabled={props.disabled || props.readonly}
        id={idSchema.$id}
        items={items}
        loading={lookup.state === 'loading'}
        onChange={props.onChange}
        problem={problem}
        refused={rawErrors}
        required={props.required ?? false}
        value={value}
      />
      <LookupNotice
        id={`${id}-lookup`}
        kind={kind}
        lookup={lookup}
        chosen={chosen}
        unknown={chosen || problem ? undefined : value}
      />
      <FindingNotice
        id={`${id}-check`}
        checked={checked}
        findings={[
          ...findings.filter(finding => finding !== refusal),
          ...silentSystems(found(checked)),
        ]}
      />
    </div>
  );
}
