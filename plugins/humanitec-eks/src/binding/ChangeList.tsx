import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Change, FieldChange } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../translation';
import styles from './binding.module.css';

/** What differs, thing by thing and field by field; the first ones only, if told so. */
export function ChangeList(props: { changes: Change[]; limit?: number }) {
  const { changes, limit = Infinity } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const more = changes.length - limit;
  return (
    <ul className={styles.changes}>
      {changes.slice(0, limit).map(change => (
        <li key={`${change.action} ${change.kind} ${change.name}`}>
          <ChangeItem change={change} limit={limit} />
        </li>
      ))}
      {more > 0 && <li>{t('problem.more', { count: more })}</li>}
    </ul>
  );
}

function ChangeItem({ change, limit }: { change: Change; limit: number }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const { action, kind, name, reason, fields = [] } = change;
  const more = fields.length - limit;
  return (
    <>
      {t(`change.${action}`, { kind, name: <code>{name}</code> })}
      {reason && `: ${reason}`}
      {fields.length > 0 && (
        <ul className={styles.fields}>
          {fields.slice(0, limit).map(field => (
            <li key={field.path}>
              <FieldItem field={field} />
            </li>
          ))}
          {more > 0 && <li>{t('problem.more', { count: more })}</li>}
        </ul>
      )}
    </>
  );
}

function FieldItem({ field }: { field: FieldChange }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  if ('hidden' in field) {
    return (
      <>
        <code>{field.path}</code>{' '}
        <span title={t('field.hiddenNote')}>({t('field.hidden')})</span>
      </>
    );
  }
  return (
    <>
      <code>{field.path}</code>
      <dl className={styles.comparison}>
        <dt>{t('field.found')}</dt>
        <dd>
          <Value value={field.from} />
        </dd>
        <dt>{t('field.askedFor')}</dt>
        <dd>
          <Value value={field.to} />
        </dd>
      </dl>
    </>
  );
}

function Value({ value }: { value: unknown }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  if (value === undefined || value === null) {
    return <em>{t('field.nothing')}</em>;
  }
  return <code className={styles.value}>{textOf(value)}</code>;
}

/** Strings as they are, a list of them one a line, everything else as JSON. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every(item => typeof item === 'string')) {
    return value.join('\n');
  }
  return JSON.stringify(value, null, 2);
}
