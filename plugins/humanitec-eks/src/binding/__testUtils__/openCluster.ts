import { fetchApiRef } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { fixedFetch } from '../../../dev/fixedFetch';
import { scaffolderStandIn } from '../../../dev/scaffolderStandIn';
import { ClusterState, StateName, states } from '../../../dev/states';
import plugin from '../../index';

const places = {
  card: 'entity-card:humanitec-eks/binding',
  tab: 'entity-content:humanitec-eks/binding',
};

/**
 * Opens the page of a cluster in this state, in an app with the whole plugin.
 *
 * @param how - `place`: only what is shown there; the test's page has no
 *   overview, so all is shown at once when left out. `config` is that of
 *   extensions, by their IDs
 */
export function openCluster(
  given: StateName | ClusterState,
  how: {
    place?: keyof typeof places;
    scaffolder?: boolean;
    config?: Record<string, object>;
  } = {},
) {
  const { place, scaffolder = true, config = {} } = how;
  const state: ClusterState = typeof given === 'string' ? states[given] : given;
  const fetchApi = fixedFetch({ [state.entity.metadata.name]: state });
  const hidden = Object.entries(places)
    .filter(([name]) => place && name !== place)
    .map(([, id]) => ({ [id]: false }));
  const configured = Object.entries(config).map(([id, values]) => ({
    [id]: { config: values },
  }));
  renderTestApp({
    features: [plugin, ...(scaffolder ? [scaffolderStandIn] : [])],
    extensions: [createTestEntityPage({ entity: state.entity })],
    apis: [[fetchApiRef, fetchApi]],
    config: {
      app: {
        baseUrl: 'http://localhost:3000',
        extensions: [...hidden, ...configured],
      },
    },
  });
  return fetchApi;
}
