import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Card,
  Column,
  Row,
  TableBody,
  TableBodySkeleton,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import { FleetRow, fleetSorts } from 'backstage-plugin-humanitec-eks-common';
import { useMemo } from 'react';
import { humanitecEksTranslationRef } from '../translation';
import { fleetCells } from './fleetCells';
import { FleetView } from './fleetView';
import { NothingMatches } from './NothingMatches';
import { ShowView } from './useFleetView';
import styles from './fleet.module.css';

/** One row a cluster. */
export function FleetTable(props: {
  /** Undefined until the first answer. */
  rows?: FleetRow[];
  /** The rows answer an earlier question. */
  stale: boolean;
  view: FleetView;
  show: ShowView;
}) {
  const { rows, stale, view, show } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const columns = useMemo(
    () =>
      fleetCells.map(({ id, Cell }) => ({
        id,
        Cell,
        label: t(`fleet.column.${id}`),
      })),
    [t],
  );
  return (
    <Card className={styles.frame}>
      <TableRoot
        aria-label={t('fleet.table')}
        isPending={!rows}
        onSortChange={({ column, direction }) => {
          const sort = fleetSorts.find(name => name === column);
          const order = direction === 'descending' ? 'desc' : 'asc';
          if (sort) show({ sort, order });
        }}
        sortDescriptor={{
          column: view.sort,
          direction: view.order === 'desc' ? 'descending' : 'ascending',
        }}
        stale={stale}
      >
        <TableHeader columns={columns}>
          {({ id, label }) => (
            <Column
              allowsSorting={fleetSorts.some(name => name === id)}
              className={styles[id]}
              id={id}
              isRowHeader={id === 'title'}
            >
              {label}
            </Column>
          )}
        </TableHeader>
        {rows ? (
          <TableBody
            dependencies={[columns]}
            items={rows}
            renderEmptyState={() => <NothingMatches show={show} />}
          >
            {row => (
              <Row columns={columns} id={row.entityRef}>
                {({ Cell, label }) => <Cell label={label} row={row} />}
              </Row>
            )}
          </TableBody>
        ) : (
          <TableBodySkeleton columns={columns} />
        )}
      </TableRoot>
    </Card>
  );
}
