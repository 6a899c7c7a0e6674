import {
  createFrontendPlugin,
  createRouteRef,
  createSubRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { useLocation } from 'react-router-dom';

const rootRouteRef = createRouteRef();
const selectedTemplateRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/templates/:namespace/:templateName',
});

const taskRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/tasks/:taskId',
});

/** Stands where the scaffolder would, and says what it was asked to open. */
export const scaffolderStandIn = createFrontendPlugin({
  pluginId: 'scaffolder',
  routes: {
    selectedTemplate: selectedTemplateRouteRef,
    ongoingTask: taskRouteRef,
  },
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/create',
        routeRef: rootRouteRef,
        loader: async () => <OpenedTemplate />,
      },
    }),
  ],
});

function OpenedTemplate() {
  const { pathname, search } = useLocation();
  const formData = new URLSearchParams(search).get('formData');
  return (
    <p>
      Template {pathname} with {formData}
    </p>
  );
}
