import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useId } from 'react';
import { humanitecEksTranslationRef } from '../../translation';
import { answersOf } from '../answers';
import { CheckedTextField } from '../CheckedTextField';
import { useChoices } from '../choice/useChoices';
import { FieldProps, fieldTexts } from '../fieldTexts';
import styles from '../fields.module.css';
import { FindingNotice, findingSentences } from '../findings/FindingNotice';
import {
  derivedNameFindings,
  findingsFor,
  silentSystems,
} from '../findings/findingsFor';
import { found, useFindings } from '../findings/useFindings';
import { ruleMessage } from '../rules';
import { isTaken } from './isTaken';

/** A name that no other cluster has, and from which every other name follows. */
export function NewClusterNameField(props: FieldProps<string>) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const id = useId();
  const answers = answersOf(props.formContext);
  const value = props.formData || undefined;
  const broken = ruleMessage('eksClusterName', value, t);
  const ask = value && !broken ? (['names'] as const) : undefined;
  const checked = useFindings(answers, ask);
  const clusters = useChoices('clusters', answers);

  const preview = checked.state === 'found' ? checked.preview : undefined;
  const items = clusters.state === 'found' ? clusters.items : [];
  const taken = isTaken(items, preview, { ...answers, clusterName: value });
  const [refusal] = findingsFor('clusterName', found(checked));
  const problem =
    broken ??
    (refusal && findingSentences(refusal)) ??
    (taken ? t('clusterName.taken') : undefined);
  const ours = !problem && preview?.present?.includes('cluster');
  return (
    <div className={styles.field}>
      <CheckedTextField
        {...fieldTexts(props, {
          title: t('clusterName.title'),
          description: t('clusterName.description'),
          example: t('clusterName.example'),
        })}
        describedBy={[`${id}-ours`, `${id}-check`]}
        field={props}
        problem={problem}
      />
      <div id={`${id}-ours`} role="status">
        {ours && <Text variant="body-small">{t('clusterName.ours')}</Text>}
      </div>
      <FindingNotice
        id={`${id}-check`}
        checked={checked}
        findings={[
          ...derivedNameFindings(found(checked), answers),
          ...silentSystems(found(checked)),
        ]}
      />
    </div>
  );
}
