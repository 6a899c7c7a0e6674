import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  BindingNames,
  deriveNames,
} from 'backstage-plugin-humanitec-eks-common';
import { useId } from 'react';
import { humanitecEksTranslationRef } from '../../translation';
import { answersOf, textAnswer } from '../answers';
import { CheckedTextField } from '../CheckedTextField';
import { FieldProps, fieldTexts } from '../fieldTexts';
import styles from '../fields.module.css';
import { FindingNotice, findingSentences } from '../findings/FindingNotice';
import { findingsFor } from '../findings/findingsFor';
import { found, useFindings } from '../findings/useFindings';
import { Notice } from '../Notice';
import { ruleMessage } from '../rules';
import { givenNames, isNameKey, nameKeys, nameRules } from './names';

export interface NameOptions {
  /** Which of the binding's names it is. */
  name?: string;
}

/** A name that follows from the cluster's, unless another one is given. */
export function NameField(props: FieldProps<string, NameOptions>) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const name = props.uiSchema['ui:options']?.name;
  if (!isNameKey(name)) {
    const known = nameKeys.join(', ');
    return <Notice status="danger">{t('name.misplaced', { known })}</Notice>;
  }
  return <KnownNameField field={props} name={name} />;
}

function KnownNameField(props: {
  field: FieldProps<string>;
  name: keyof BindingNames;
}) {
  const { field, name } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const id = useId();
  const answers = answersOf(field.formContext);
  const given = field.formData || undefined;
  const clusterName = textAnswer(answers, 'clusterName');
  const derived =
    clusterName &&
    deriveNames({ clusterName }, { ...givenNames(answers), [name]: undefined })[
      name
    ];
  const value = given ?? derived;
  const broken = ruleMessage(nameRules[name], value, t);
  const checked = useFindings(
    answers,
    value && !broken ? ['names'] : undefined,
  );
  const findings = findingsFor(`names.${name}`, found(checked));
  const refusal = findings.find(({ severity }) => severity === 'error');
  return (
    <div className={styles.field}>
      <CheckedTextField
        {...fieldTexts(field, {
          title: t(`name.${name}`),
          description: t(`rule.${nameRules[name]}`),
        })}
        describedBy={[`${id}-derived`, `${id}-check`]}
        field={field}
        placeholder={derived}
        problem={broken ?? (refusal && findingSentences(refusal))}
      />
      {!given && (
        <Text id={`${id}-derived`} variant="body-small">
          {derived ? t('name.derived', { name: derived }) : t('name.follows')}
        </Text>
      )}
      <FindingNotice
        id={`${id}-check`}
        checked={checked}
        findings={findings.filter(finding => finding !== refusal)}
      />
    </div>
  );
}
