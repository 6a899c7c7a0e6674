import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { Fleet } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../translation';
import styles from './fleet.module.css';

/** Organizations that did not answer, so that their rows may be old. */
export function FleetFailures({ failures }: Pick<Fleet, 'failures'>) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  if (failures.length === 0) return null;
  return (
    <Alert
      role="status"
      icon
      status="warning"
      title={t('fleet.failures.title', { count: failures.length })}
      description={
        <>
          <ul className={styles.failures}>
            {failures.map(({ organization, reason }) => (
              <li key={organization}>
                <strong>{organization}</strong>: {reason}
              </li>
            ))}
          </ul>
          {t('fleet.failures.help')}
        </>
      }
    />
  );
}
