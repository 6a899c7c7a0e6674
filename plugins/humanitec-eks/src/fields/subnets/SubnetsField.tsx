import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useId, useState } from 'react';
import { humanitecEksTranslationRef } from '../../translation';
import { answersOf } from '../answers';
import { ChoiceCombobox } from '../choice/ChoiceCombobox';
import { LookupNotice } from '../choice/LookupNotice';
import { useChoices } from '../choice/useChoices';
import { FieldProps, fieldTexts } from '../fieldTexts';
import styles from '../fields.module.css';
import { FindingNotice } from '../findings/FindingNotice';
import { findingsFor } from '../findings/findingsFor';
import { found, useFindings } from '../findings/useFindings';
import { ChosenSubnets } from './ChosenSubnets';
import { subnetProblem } from './subnetProblem';

/** Subnets, chosen one by one or typed; several IDs may be pasted at once. */
export function SubnetsField(props: FieldProps<string[]>) {
  const { idSchema, rawErrors = [], onChange } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const [added, setAdded] = useState(false);
  const ids = props.formData ?? [];
  const answers = answersOf(props.formContext);
  const lookup = useChoices('subnets', answers);
  const items = lookup.state === 'found' ? lookup.items : [];
  const unknown = ids.filter(
    value => !items.some(item => item.value === value),
  );
  const problem = subnetProblem(ids, items, t);
  const checked = useFindings(
    answers,
    ids.length > 0 && !problem ? ['cluster'] : undefined,
  );
  const texts = fieldTexts(props, {
    title: t('choice.subnets.title'),
    description: t('choice.subnets.description'),
    example: t('choice.subnets.example'),
  });
  const disabled = props.disabled || props.readonly;

  const add = (text: string | undefined) => {
    const more = (text ?? '').split(/[\s,]+/).filter(Boolean);
    setTyped(undefined);
    setAdded(more.length > 0);
    if (more.length > 0) onChange([...new Set([...ids, ...more])]);
  };
  return (
    <div className={styles.field}>
      <ChoiceCombobox
        {...texts}
        describedBy={[
          `${id}-chosen`,
          `${id}-lookup`,
          `${id}-check`,
          `${idSchema.$id}__error`,
        ]}
        disabled={disabled}
        id={idSchema.$id}
        items={items.filter(({ value }) => !ids.includes(value))}
        loading={lookup.state === 'loading'}
        // Emptied because something was added, it would open the list again.
        menuTrigger={added && !typed ? 'manual' : 'focus'}
        // What was typed in full is not lost, and Enter adds it instead of leaving the page.
        onBlur={() => {
          add(typed);
          setAdded(false);
        }}
        onKeyDown={event => {
          const marked = event.currentTarget.hasAttribute(
            'aria-activedescendant',
          );
          if (event.key !== 'Enter' || !typed || marked) return;
          event.preventDefault();
          add(typed);
        }}
        onChange={setTyped}
        onChoose={add}
        problem={problem}
        refused={rawErrors}
        required={props.required ?? false}
        value={typed}
      />
      <div id={`${id}-chosen`}>
        {ids.length === 0 ? (
          <Text variant="body-small">{t('subnets.none')}</Text>
        ) : (
          <ChosenSubnets
            ids={ids}
            items={items}
            disabled={disabled}
            onRemove={gone => onChange(ids.filter(one => !gone.has(one)))}
          />
        )}
      </div>
      <LookupNotice
        id={`${id}-lookup`}
        kind="subnets"
        lookup={lookup}
        chosen={undefined}
        unknown={unknown.length > 0 ? unknown.join(', ') : undefined}
      />
      <FindingNotice
        id={`${id}-check`}
        checked={checked}
        findings={findingsFor('cluster.subnetIds', found(checked))}
      />
    </div>
  );
}
