import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  BindingReport,
  StatusName,
} from 'backstage-plugin-humanitec-eks-common';
import { BindingLinks } from '../../binding/BindingLinks';
import { BindingSummary } from '../../binding/BindingSummary';
import { StatusIcon } from '../../binding/StatusIcon';
import { humanitecEksTranslationRef } from '../../translation';
import styles from './details.module.css';

const statuses: StatusName[] = [
  'inSync',
  'drifted',
  'missing',
  'foreign',
  'unknown',
];

/** Stands where the details of a part will: what is bound to what, and what the signs mean. */
export function NoPart({ report }: { report: BindingReport }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <Flex direction="column" gap="4">
      <Text as="p" className={styles.paragraph} variant="body-medium">
        {t('details.choose')}
      </Text>
      <ul className={styles.legend}>
        {statuses.map(status => (
          <li key={status}>
            <StatusIcon of={status} />
            <span>
              {t(`status.${status}`)}: {t(`statusWords.${status}`)}
            </span>
          </li>
        ))}
      </ul>
      <BindingSummary report={report} />
      {report.links.length > 0 && <BindingLinks links={report.links} />}
    </Flex>
  );
}
