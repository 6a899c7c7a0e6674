import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiLoader4Line,
  RiTimeLine,
} from '@remixicon/react';
import { BindingEnvironment } from 'backstage-plugin-humanitec-eks-common';
import { AgeText } from '../../binding/AgeText';
import { Look, ToneIcon } from '../../binding/ToneIcon';
import { humanitecEksTranslationRef } from '../../translation';
import styles from './landsHere.module.css';

type Deployment = NonNullable<BindingEnvironment['lastDeployment']>;

const looks: Record<Deployment['status'], Look> = {
  pending: { Icon: RiTimeLine, tone: 'info' },
  'in progress': { Icon: RiLoader4Line, tone: 'info' },
  succeeded: { Icon: RiCheckboxCircleFill, tone: 'success' },
  failed: { Icon: RiCloseCircleFill, tone: 'danger' },
};

/** How the last deployment ended, when, and whose it was. */
export function LastDeployment({ deployment }: { deployment?: Deployment }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  if (!deployment) {
    return <Text variant="body-medium">{t('deployment.none')}</Text>;
  }
  const { status, at, by, comment } = deployment;
  return (
    <span className={styles.sign} title={comment}>
      <ToneIcon {...looks[status]} />
      <span>
        <Text as="div" variant="body-medium">
          {t(
            status === 'in progress'
              ? 'deployment.inProgress'
              : `deployment.${status}`,
          )}
        </Text>
        <Text as="div" variant="body-small">
          <AgeText at={at} />
          {by && ` · ${by}`}
        </Text>
      </span>
    </span>
  );
}
