import {
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { useParams } from 'react-router-dom';

const entityRouteRef = createRouteRef({
  params: ['namespace', 'kind', 'name'],
});

/** Stands where the catalog would, and says whose page it was asked to open. */
export const catalogStandIn = createFrontendPlugin({
  pluginId: 'catalog',
  routes: { catalogEntity: entityRouteRef },
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/catalog/:namespace/:kind/:name',
        routeRef: entityRouteRef,
        loader: async () => <OpenedEntity />,
      },
    }),
  ],
});

function OpenedEntity() {
  const { namespace, kind, name } = useParams();
  return (
    <p>
      Page of {kind}:{namespace}/{name}
    </p>
  );
}
