import { Container, Flex } from '@backstage/ui';
import { useEffect } from 'react';
import { FleetError } from './FleetError';
import { FleetFailures } from './FleetFailures';
import { FleetFilters } from './FleetFilters';
import { FleetPaging } from './FleetPaging';
import { FleetStatus } from './FleetStatus';
import { FleetTable } from './FleetTable';
import { isNarrowed } from './fleetView';
import { NothingBound } from './NothingBound';
import { useFleet } from './useFleet';
import { useFleetView } from './useFleetView';
import { VerdictFilters } from './VerdictFilters';
import styles from './fleet.module.css';

/** All clusters that are bound to Humanitec, and whether it can deploy there. */
export function FleetPage() {
  const { view, ignored, show } = useFleetView();
  const { fleet, error, loading, stale, reload } = useFleet(view);
  const lastPage = fleet && Math.max(1, Math.ceil(fleet.total / view.pageSize));
  const beyond = !stale && lastPage !== undefined && view.page > lastPage;
  useEffect(() => {
    if (beyond) show({ page: lastPage }, { replace: true });
  });
  const nothingBound =
    fleet && !stale && fleet.total === 0 && !isNarrowed(view);
  return (
    <Container className={styles.page} role="main">
      <Flex direction="column" gap="4">
        {error && (
          <FleetError
            error={error}
            loading={loading}
            stale={fleet !== undefined}
            onRetry={reload}
          />
        )}
        {fleet && <FleetFailures failures={fleet.failures} />}
        {nothingBound && <NothingBound />}
        {!nothingBound && (fleet || !error) && (
          <>
            <VerdictFilters counts={fleet?.counts} view={view} show={show} />
            <FleetFilters counts={fleet?.counts} view={view} show={show} />
            <FleetStatus
              fleet={fleet}
              ignored={ignored}
              loading={loading}
              view={view}
              show={show}
              reload={reload}
            />
            <FleetTable
              rows={fleet?.items}
              stale={stale}
              view={view}
              show={show}
            />
            {fleet && fleet.total > 0 && (
              <FleetPaging total={fleet.total} view={view} show={show} />
            )}
          </>
        )}
      </Flex>
    </Container>
  );
}
