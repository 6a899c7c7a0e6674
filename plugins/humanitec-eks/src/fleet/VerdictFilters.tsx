import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToggleButton } from '@backstage/ui';
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
      {fleetVerdicts.filter(isShown).map(verdict => (
        <ToggleButton
          className={styles.verdictButton}
          iconStart={<FleetVerdictIcon of={verdict} />}
          isSelected={chosen.includes(verdict)}
          key={verdict}
          onChange={selected =>
            show({
              filters: withFilter(
                view.filters,
                'verdict',
                selected
                  ? [...chosen, verdict]
                  : chosen.filter(other => other !== verdict),
              ),
            })
          }
        >
          <span>{t(`fleet.verdict.${verdict}`)}</span>
          <strong className={styles.count}>
            {counts &&
              t('fleet.number', { value: counts.verdict[verdict] ?? 0 })}
          </strong>
        </ToggleButton>
      ))}
    </div>
  );
}
