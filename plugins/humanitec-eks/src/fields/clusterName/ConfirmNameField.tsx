import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { humanitecEksTranslationRef } from '../../translation';
import { answersOf, textAnswer } from '../answers';
import { CheckedTextField } from '../CheckedTextField';
import { FieldProps, fieldTexts } from '../fieldTexts';
import styles from '../fields.module.css';

/** The name of the cluster, written once more, so that it is not another one by mistake. */
export function ConfirmNameField(props: FieldProps<string>) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const name = textAnswer(answersOf(props.formContext), 'clusterName');
  // Whoever is still writing is not wrong yet.
  const differs = name && !name.startsWith(props.formData ?? '');
  return (
    <div className={styles.field}>
      <CheckedTextField
        {...fieldTexts(props, { title: t('confirmName.title') })}
        describedBy={[]}
        field={props}
        problem={differs ? t('confirmName.differs', { name }) : undefined}
      />
    </div>
  );
}
