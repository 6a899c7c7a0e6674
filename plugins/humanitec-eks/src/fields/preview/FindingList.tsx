import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Finding } from 'backstage-plugin-humanitec-eks-common';
import type { ReactNode } from 'react';
import { humanitecEksTranslationRef } from '../../translation';
import styles from '../fields.module.css';
import { findingSentences } from '../findings/FindingNotice';
import { Notice } from '../Notice';

/** What a run would stumble over, errors first, each with what helps. */
export function FindingList(props: { findings: Finding[]; action: ReactNode }) {
  const { findings, action } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  return (
    <div className={styles.field} role="status">
      {errors.length > 0 && (
        <Notice
          status="danger"
          title={t('preview.errors', { count: errors.length })}
          action={action}
        >
          <Findings findings={errors} />
        </Notice>
      )}
      {warnings.length > 0 && (
        <Notice
          status="warning"
          title={t('preview.warnings', { count: warnings.length })}
          action={errors.length > 0 ? undefined : action}
        >
          <Findings findings={warnings} />
        </Notice>
      )}
      {findings.length === 0 && (
        <Notice status="success">{t('preview.clear')}</Notice>
      )}
    </div>
  );
}

function Findings({ findings }: { findings: Finding[] }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <ul className={styles.list}>
      {findings.map(finding => (
        <li key={finding.reason}>
          {'part' in finding && <b>{t(`part.${finding.part}`)}: </b>}
          {findingSentences(finding)}
        </li>
      ))}
    </ul>
  );
}
