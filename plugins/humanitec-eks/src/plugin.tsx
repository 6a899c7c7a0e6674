import {
  ApiBlueprint,
  createFrontendPlugin,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { RiNodeTree } from '@remixicon/react';
import {
  CLUSTER_KIND,
  CLUSTER_TYPE,
} from 'backstage-plugin-humanitec-eks-common';
import { BindingClient } from './api/BindingClient';
import { bindingApiRef } from './api/bindingApi';
import { FormClient } from './api/FormClient';
import { formApiRef } from './api/formApi';
import { templatesApiRef } from './api/templatesApi';
import { templatesSchema } from './binding/templates';
import { formFields } from './fields/formFields';
import { loadPages } from './load';
import {
  bindingTabRouteRef,
  entityRouteRef,
  fleetRouteRef,
  taskRouteRef,
  templateRouteRef,
} from './routes';
import { sectionsSchema } from './tab/sections';

const bindingApi = ApiBlueprint.make({
  name: 'binding',
  params: defineParams =>
    defineParams({
      api: bindingApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new BindingClient(fetchApi),
    }),
});

const formApi = ApiBlueprint.make({
  name: 'form',
  params: defineParams =>
    defineParams({
      api: formApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new FormClient(fetchApi),
    }),
});

const templatesApi = ApiBlueprint.makeWithOverrides({
  name: 'templates',
  configSchema: { templates: templatesSchema },
  factory: (originalFactory, { config }) =>
    originalFactory(defineParams =>
      defineParams({
        api: templatesApiRef,
        deps: {},
        factory: () => config.templates,
      }),
    ),
});

// Every cluster, annotated or not: card and tab tell what an unbound one needs.
const clusters = { kind: CLUSTER_KIND, 'spec.type': CLUSTER_TYPE };

const bindingCard = EntityCardBlueprint.make({
  name: 'binding',
  params: {
    type: 'content',
    filter: clusters,
    loader: () => loadPages().then(m => <m.EntityBindingCard />),
  },
});

const bindingTab = EntityContentBlueprint.makeWithOverrides({
  name: 'binding',
  configSchema: { sections: sectionsSchema },
  factory: (originalFactory, { config }) =>
    originalFactory({
      path: '/humanitec',
      title: 'Humanitec',
      filter: clusters,
      routeRef: bindingTabRouteRef,
      loader: () =>
        loadPages().then(m => (
          <m.EntityBindingTab sections={config.sections} />
        )),
    }),
});

const fleetPage = PageBlueprint.make({
  params: {
    path: '/humanitec-eks',
    routeRef: fleetRouteRef,
    title: 'Humanitec',
    icon: <RiNodeTree />,
    loader: () => loadPages().then(m => <m.FleetPage />),
  },
});

/** @public */
export default createFrontendPlugin({
  pluginId: 'humanitec-eks',
  title: 'Humanitec on EKS',
  info: { packageJson: () => import('../package.json') },
  routes: { root: fleetRouteRef, bindingTab: bindingTabRouteRef },
  externalRoutes: {
    entity: entityRouteRef,
    template: templateRouteRef,
    task: taskRouteRef,
  },
  extensions: [
    bindingApi,
    bindingCard,
    bindingTab,
    fleetPage,
    formApi,
    templatesApi,
    ...formFields,
  ],
});
