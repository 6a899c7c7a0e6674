import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RemovalPreview } from 'backstage-plugin-humanitec-eks-common';
import type { ReactNode } from 'react';
import { humanitecEksTranslationRef } from '../../translation';
import { sentence } from '../failureReason';
import styles from '../fields.module.css';
import { Notice } from '../Notice';

/** First why it would be refused and who depends on it; then what goes, and what stays. */
export function RemovalList(props: {
  preview: RemovalPreview;
  action: ReactNode;
}) {
  const { parts, left, dependents, refused } = props.preview;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <>
      <div className={styles.field} role="status">
        {refused && (
          <Notice
            status="danger"
            title={t('removal.refused')}
            action={props.action}
          >
            {sentence(refused)}
          </Notice>
        )}
        {dependents.length > 0 && (
          <Notice
            status="warning"
            title={t('removal.dependents', { count: dependents.length })}
          >
            <ul className={styles.list}>
              {dependents.map(({ appId, envId, types }) => (
                <li key={`${appId}/${envId}`}>
                  {appId}/{envId}: {types.join(', ')}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {parts.length === 0 && (
          <Notice status="info">{t('removal.nothing')}</Notice>
        )}
      </div>
      {parts.length > 0 && (
        <Section title={t('removal.goes')}>
          {parts.map(({ part, things }) => (
            <li key={part}>
              <b>{t(`part.${part}`)}</b>: {things.join(', ')}
            </li>
          ))}
        </Section>
      )}
      {left.length > 0 && (
        <Section title={t('removal.stays')}>
          {left.map(({ what, why }) => (
            <li key={what}>
              <b>{what}</b>: {why}
            </li>
          ))}
        </Section>
      )}
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <Text as="h4" weight="bold">
        {title}
      </Text>
      <ul className={styles.list}>{children}</ul>
    </div>
  );
}
