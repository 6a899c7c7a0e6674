import { FleetRow } from 'backstage-plugin-humanitec-eks-common';
import { refusedWith, unavailable } from '../form/formFetch';
import { fleetAnswer } from './fleetAnswer';
import { FleetFetch, fleetFetch } from './fleetFetch';
import { fleetRows } from './fleetRows';

/** How else the backend can answer: `/humanitec-eks?state=closed`. */
const states: Record<string, () => Promise<Response>> = {
  nothing: async () => Response.json(fleetAnswer([], new URLSearchParams())),
  loading: () => new Promise<Response>(() => {}),
  closed: async () => refusedWith(403, 'NotAllowedError', 'Not for you'),
  down: async () => unavailable('The database does not answer'),
  unreachable: async () => {
    throw new TypeError('Failed to fetch');
  },
  silent: async () =>
    looking(fleetRows(120), {
      refreshing: false,
      failures: [
        {
          organization: 'acme-payments',
          reason: 'Humanitec answered 503 three times.',
        },
      ],
    }),
  looking: async () =>
    looking(
      fleetRows(120).map((row, index) =>
        index * 1_000 < Date.now() % 120_000 ? row : notLookedAt(row),
      ),
      { refreshing: true, failures: [] },
    ),
};

/** A thousand clusters, unless the address of the page asks for another state. */
export function fleetStates(): FleetFetch {
  const fleet = fleetFetch(fleetRows(1_000));
  fleet.instead = () => {
    const { searchParams } = new URL(window.location.href);
    return states[searchParams.get('state') ?? '']?.();
  };
  return fleet;
}

function looking(rows: FleetRow[], more: FleetFetch['more']): Response {
  return Response.json({
    ...fleetAnswer(rows, new URLSearchParams()),
    ...more,
  });
}

function notLookedAt(row: FleetRow): FleetRow {
  const { entityRef, title, organization, awsAccountId, region, clusterName } =
    row;
  return {
    entityRef,
    title,
    organization,
    awsAccountId,
    region,
    clusterName,
    criteria: [],
  };
}
