import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Fleet, FleetFilter } from 'backstage-plugin-humanitec-eks-common';
import { humanitecEksTranslationRef } from '../translation';
import { FleetFilterSelect } from './FleetFilterSelect';
import { FleetSearch } from './FleetSearch';
import { FleetView } from './fleetView';
import { ShowView } from './useFleetView';
import { withFilter } from './withFilter';
import styles from './fleet.module.css';

/** Those with a list to choose from; verdicts have their buttons. */
const selects = [
  'organization',
  'awsAccountId',
  'region',
  'kubernetesVersion',
  'envType',
] as const satisfies readonly FleetFilter[];

/** Search, and a filter for each thing that clusters have in common. */
export function FleetFilters(props: {
  counts?: Fleet['counts'];
  view: FleetView;
  show: ShowView;
}) {
  const { counts, view, show } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  return (
    <div className={styles.filters} role="search">
      <FleetSearch
        value={view.search}
        onChange={search => show({ search }, { replace: true })}
      />
      {selects.map(filter => (
        <FleetFilterSelect
          key={filter}
          counts={counts?.[filter] ?? {}}
          label={t(`fleet.column.${filter}`)}
          values={view.filters[filter] ?? []}
          onChange={values =>
            show({ filters: withFilter(view.filters, filter, values) })
          }
        />
      ))}
    </div>
  );
}
