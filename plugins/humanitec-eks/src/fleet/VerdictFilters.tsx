import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { Fleet, NOT_LOOKED_AT } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../translation';
import { FleetVerdict, fleetVerdicts } from './fleetVerdicts';
import { FleetView } from './fleetView';
import { FleetVerdictIcon } from './FleetVerdictIcon';
import { ShowView } from './useFleetView';
import { withFilter } from './withFilter';
import styles from './fleet.module.css';

/** How many clusters there are of each verdict; each is a filter. */
export function VerdictFilters(props: {
  counts?: Fleet['counts'];
  view: FleetView;
  show: ShowView;
}) {
  const { counts, view, show } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const chosen = view.filters.verdict ?? [];
  const isShown = (verdict: FleetVerdict) =>
    verdict !== NOT_LOOKED_AT ||
    Boolean(counts?.verdict[verdict]) ||
    chosen.includes(verdict);
  return (
    <div
      aria-label={t('fleet.column.verdict')}
      className={styles.verdicts}
      role="group"
    >
      {fleetVerdicts.filter(isShown).map(verdict => {
        const isChosen = chosen.includes(verdict);
        const others = chosen.filter(other => other !== verdict);
        const values = isChosen ? others : [...others, verdict];
        return (
          <Button
            aria-pressed={isChosen}
            className={styles.verdictButton}
            iconStart={<FleetVerdictIcon of={verdict} />}
            key={verdict}
            onPress={() =>
              show({ filters: withFilter(view.filters, 'verdict', values) })
            }
            variant={isChosen ? 'primary' : 'secondary'}
          >
            <span>{t(`fleet.verdict.${verdict}`)}</span>
            <strong className={styles.count}>
              {counts &&
                t('fleet.number', { value: counts.verdict[verdict] ?? 0 })}
            </strong>
          </Button>
        );
      })}
    </div>
  );
}
