import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import { useState } from 'react';
import { humanitecEksTranslationRef } from '../../translation';
import { FieldProps, fieldTexts } from '../fieldTexts';
import styles from '../fields.module.css';
import { settingsMade } from './settingsMade';

/** An object whose settings most people leave alone: folded, unless something in it was set or is wrong. */
export function FoldedField(props: FieldProps<Record<string, unknown>>) {
  const { errorSchema, rawErrors = [], registry, schema, uiSchema } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const count = settingsMade(schema, props.formData);
  const wrong =
    rawErrors.length > 0 || Object.keys(errorSchema ?? {}).length > 0;
  const [open, setOpen] = useState(count > 0);
  const [wasWrong, setWasWrong] = useState(false);
  if (wrong !== wasWrong) {
    setWasWrong(wrong);
    if (wrong) setOpen(true);
  }

  const texts = fieldTexts(props, { title: props.name });
  const { ObjectField } = registry.fields;
  const { 'ui:field': _, ...inner } = uiSchema;
  return (
    <Accordion
      className={styles.folded}
      isExpanded={open}
      onExpandedChange={setOpen}
    >
      <AccordionTrigger
        level={3}
        title={texts.title}
        subtitle={
          count > 0 ? t('folded.changed', { count }) : t('folded.unchanged')
        }
      />
      <AccordionPanel>
        {texts.description && (
          <Text as="p" variant="body-small">
            {texts.description}
          </Text>
        )}
        {/* Only while open: what the browser checks must never be wrong out of sight. */}
        {open && (
          <ObjectField
            {...props}
            uiSchema={{
              ...inner,
              // The head says it already.
              'ui:options': { ...inner['ui:options'], label: false },
            }}
          />
        )}
      </AccordionPanel>
    </Accordion>
  );
}
