/**
 * The same for an app of Backstage's old frontend system.
 *
 * @packageDocumentation
 */
import {
  compatWrapper,
  convertLegacyRouteRef,
} from '@backstage/core-compat-api';
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { PluginHeader } from '@backstage/ui';
import { RiNodeTree } from '@remixicon/react';
import { BindingClient } from './api/BindingClient';
import { bindingApiRef } from './api/bindingApi';
import { templatesApiRef } from './api/templatesApi';
import { templatesSchema } from './binding/templates';
import {
  bindingTabRouteRef,
  entityRouteRef,
  fleetRouteRef,
  taskRouteRef,
  templateRouteRef,
} from './routes';
import { sectionIds } from './tab/sections';

const routes = {
  root: convertLegacyRouteRef(fleetRouteRef),
  bindingTab: convertLegacyRouteRef(bindingTabRouteRef),
};

/** @public */
export const humanitecEksPlugin = createPlugin({
  id: 'humanitec-eks',
  apis: [
    createApiFactory({
      api: bindingApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new BindingClient(fetchApi),
    }),
    createApiFactory({
      api: templatesApiRef,
      deps: {},
      factory: () => templatesSchema.parse({}),
    }),
  ],
  routes,
  externalRoutes: {
    entity: convertLegacyRouteRef(entityRouteRef),
    template: convertLegacyRouteRef(templateRouteRef),
    task: convertLegacyRouteRef(taskRouteRef),
  },
});

/**
 * The card for the overview of a cluster's page.
 *
 * @public
 */
export const EntityHumanitecBindingCard = humanitecEksPlugin.provide(
  createComponentExtension({
    name: 'EntityHumanitecBindingCard',
    component: {
      lazy: () =>
        import('./pages').then(
          ({ EntityBindingCard }) =>
            () =>
              compatWrapper(<EntityBindingCard />),
        ),
    },
  }),
);

/**
 * The tab of a cluster's page.
 *
 * @public
 */
export const EntityHumanitecBindingContent = humanitecEksPlugin.provide(
  createRoutableExtension({
    name: 'EntityHumanitecBindingContent',
    mountPoint: routes.bindingTab,
    component: () =>
      import('./pages').then(
        ({ EntityBindingTab }) =>
          () =>
            compatWrapper(<EntityBindingTab sections={[...sectionIds]} />),
      ),
  }),
);

/**
 * The page of all clusters.
 *
 * @public
 */
export const HumanitecEksPage = humanitecEksPlugin.provide(
  createRoutableExtension({
    name: 'HumanitecEksPage',
    mountPoint: routes.root,
    component: () =>
      import('./pages').then(
        ({ FleetPage }) =>
          () =>
            compatWrapper(
              <>
                <PluginHeader icon={<RiNodeTree />} title="Humanitec" />
                <FleetPage />
              </>,
            ),
      ),
  }),
);

export { templatesApiRef } from './api/templatesApi';
