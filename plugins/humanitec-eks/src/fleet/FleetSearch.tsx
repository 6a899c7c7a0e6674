import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { humanitecEksTranslationRef } from '../translation';
import { longest } from './fleetView';
import styles from './fleet.module.css';

/** How long after the last key stroke the clusters are searched, in milliseconds. */
const pause = 300;

/** Searches once nobody types any more, or at once with Enter. */
export function FleetSearch(props: {
  value: string;
  onChange: (search: string) => void;
}) {
  const { value, onChange } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const tell = (search: string) => {
    if (search === told.current) return;
    told.current = search;
    onChange(search);
  };
  useDebounce(() => tell(typed), pause, [typed]);
  useEffect(() => {
    // Somebody went back, or cleared all filters.
    if (value !== told.current) setTyped(value);
    told.current = value;
  }, [value]);
  return (
    <SearchField
      className={styles.search}
      label={t('fleet.search.label')}
      maxLength={longest}
      onChange={setTyped}
      onClear={() => tell('')}
      onSubmit={tell}
      placeholder={t('fleet.search.example')}
      value={typed}
    />
  );
}
