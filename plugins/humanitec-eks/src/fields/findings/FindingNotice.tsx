import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { Finding } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../../translation';
import { failureReason, sentence } from '../failureReason';
import { Notice } from '../Notice';
import type { Checked } from './useFindings';

/** What a check of an answer has to say, beside the error that the field itself shows. */
export function FindingNotice(props: {
  id: string;
  checked: Checked;
  /** Those that the field does not show itself. */
  findings: Finding[];
}) {
  const { id, checked, findings } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <div id={id} role="status">
      {checked.state === 'checking' && (
        <Text variant="body-small">{t('check.checking')}</Text>
      )}
      {checked.state === 'failed' && (
        <Notice status="warning">
          {failureReason(checked.error, t('check.system'), t)}{' '}
          {t('check.later')}
        </Notice>
      )}
      {findings.map(finding => (
        <Notice
          key={finding.reason}
          status={finding.severity === 'error' ? 'danger' : 'warning'}
        >
          {findingSentences(finding)}
        </Notice>
      ))}
    </div>
  );
}

/** `Humanitec has no staging. Choose another one.` */
export function findingSentences({ reason, remedy }: Finding): string {
  const [first, ...rest] = sentence(reason);
  return `${first.toUpperCase()}${rest.join('')} ${remedy}`;
}
