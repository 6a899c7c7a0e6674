import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  ButtonIcon,
  Text,
  Tooltip,
  TooltipTrigger,
} from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { Fleet, NOT_LOOKED_AT } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../translation';
import { FleetView, isNarrowed } from './fleetView';
import { ShowView } from './useFleetView';
import styles from './fleet.module.css';

/** How many clusters the filters leave, and whether more is about to be known. */
export function FleetStatus(props: {
  /** Undefined until the first answer. */
  fleet?: Fleet;
  /** What the address asked for and cannot be had. */
  ignored: string[];
  loading: boolean;
  view: FleetView;
  show: ShowView;
  reload: () => void;
}) {
  const { fleet, ignored, loading, view, show, reload } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const waiting = fleet?.counts.verdict[NOT_LOOKED_AT] ?? 0;
  return (
    <div className={styles.status}>
      <div className={styles.told} role="status">
        <Text variant="body-small" weight="bold">
          {fleet
            ? t('fleet.clusters', { count: fleet.total })
            : t('fleet.loading')}
        </Text>
        {fleet?.refreshing && (
          <Text variant="body-small">
            {waiting > 0
              ? t('fleet.lookingFirst', { count: waiting })
              : t('fleet.looking')}
          </Text>
        )}
        {ignored.length > 0 && (
          <Text variant="body-small">
            {t('fleet.ignored', { values: ignored.join(', ') })}
          </Text>
        )}
      </div>
      {isNarrowed(view) && (
        <Button
          onPress={() => show({ search: '', filters: {} })}
          size="small"
          variant="tertiary"
        >
          {t('fleet.clear')}
        </Button>
      )}
      <TooltipTrigger>
        <ButtonIcon
          aria-label={t('fleet.reload')}
          className={styles.reload}
          icon={<RiRefreshLine aria-hidden />}
          isPending={loading}
          onPress={reload}
          size="small"
          variant="tertiary"
        />
        <Tooltip>{t('fleet.reload')}</Tooltip>
      </TooltipTrigger>
    </div>
  );
}
