import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { humanitecEksTranslationRef } from '../translation';
import styles from './fleet.module.css';

/** From this many on, a list can be searched. */
const many = 8;

/** A filter by any of several values. */
export function FleetFilterSelect(props: {
  label: string;
  /** How many clusters there are of each value. */
  counts: Record<string, number>;
  values: string[];
  onChange: (values: string[]) => void;
}) {
  const { label, counts, values, onChange } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const offered = [...new Set([...Object.keys(counts), ...values])].sort(
    (a, b) => a.localeCompare(b, undefined, { numeric: true }),
  );
  return (
    <Select
      className={styles.filter}
      label={label}
      onChange={chosen => onChange([chosen].flat().map(String))}
      options={offered.map(value => ({
        id: value,
        label: value,
        description: t('fleet.clusters', { count: counts[value] ?? 0 }),
      }))}
      placeholder={t('fleet.all')}
      search={
        offered.length < many
          ? undefined
          : { placeholder: t('fleet.find', { what: label }) }
      }
      selectionMode="multiple"
      value={values}
    />
  );
}
