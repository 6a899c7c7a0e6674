import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import { humanitecEksTranslationRef } from '../translation';
import { FieldProps } from './fieldTexts';
import { validity } from './validity';

/** A text that is checked while it is typed. */
export function CheckedTextField(props: {
  field: FieldProps<string>;
  title: string;
  description?: string;
  placeholder?: string;
  /** What is wrong with the value. */
  problem: string | undefined;
  describedBy: string[];
}) {
  const { field, problem } = props;
  const { idSchema, rawErrors = [] } = field;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <TextField
      aria-describedby={[...props.describedBy, `${idSchema.$id}__error`].join(
        ' ',
      )}
      description={props.description}
      id={idSchema.$id}
      isDisabled={field.disabled}
      isReadOnly={field.readonly}
      isRequired={field.required}
      label={props.title}
      onChange={text => field.onChange(text || undefined)}
      placeholder={props.placeholder}
      secondaryLabel={field.required ? t('fields.required') : undefined}
      size="medium"
      value={field.formData ?? ''}
      {...validity(problem, rawErrors)}
    />
  );
}
