import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { humanitecEksTranslationRef } from '../translation';
import { AgeText } from './AgeText';
import { useDates } from './useDates';

/** Since when a system has not answered, as far as that was seen. */
export function SilentSince({ since }: { since?: string }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const { moment } = useDates();
  if (!since) return null;
  return (
    <span>
      {t('problem.since', {
        time: moment(since),
        age: <AgeText at={since} />,
      })}
    </span>
  );
}
