import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import useInterval from 'react-use/esm/useInterval';
import { humanitecEksTranslationRef } from '../translation';
import { ageOf } from './age';
import { useDates } from './useDates';

/** How long ago something was; counts up. */
export function AgeText({ at }: { at: string }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const { moment } = useDates();
  const [, setNow] = useState(0);
  useInterval(() => setNow(Date.now()), 5_000);
  const age = ageOf(at, Date.now());
  return (
    <time dateTime={at} title={moment(at)}>
      {age.unit === 'now'
        ? t('age.now')
        : t(`age.${age.unit}`, { count: age.count })}
    </time>
  );
}
