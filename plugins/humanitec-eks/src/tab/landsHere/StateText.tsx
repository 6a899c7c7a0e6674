import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  RiLoginBoxLine,
  RiLogoutBoxRLine,
  RiMapPin2Fill,
} from '@remixicon/react';
import { BindingEnvironment } from 'backstage-plugin-humanitec-eks-common';
import { Look, ToneIcon } from '../../binding/ToneIcon';
import { humanitecEksTranslationRef } from '../../translation';
import styles from './landsHere.module.css';

const looks: Record<BindingEnvironment['state'], Look> = {
  here: { Icon: RiMapPin2Fill, tone: 'success' },
  comes: { Icon: RiLoginBoxLine, tone: 'info' },
  leaves: { Icon: RiLogoutBoxRLine, tone: 'warning' },
};

/** Whether an environment is on the cluster, comes, or leaves. */
export function StateText({ state }: Pick<BindingEnvironment, 'state'>) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <span className={styles.sign}>
      <ToneIcon {...looks[state]} />
      <Text variant="body-medium">{t(`environmentState.${state}`)}</Text>
    </span>
  );
}
