import {
  ApiBlueprint,
  createFrontendPlugin,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  CLUSTER_KIND,
  CLUSTER_TYPE,
} from 'backstage-plugin-humanitec-eks-common';
import { BindingClient } from './api/BindingClient';
import { bindingApiRef } from './api/bindingApi';
import { FormClient } from './api/FormClient';
import { formApiRef } from './api/formApi';
import { templatesSchema } from './binding/templates';
import { formFields } from './fields/formFields';
import { templateRouteRef } from './routes';

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

const bindingCard = EntityCardBlueprint.makeWithOverrides({
  name: 'binding',
  configSchema: { templates: templatesSchema },
  factory: (originalFactory, { config }) =>
    originalFactory({
      type: 'content',
      // Every cluster, annotated or not: the card tells what an unbound one needs.
      filter: { kind: CLUSTER_KIND, 'spec.type': CLUSTER_TYPE },
      loader: () =>
        import('./card/EntityBindingCard').then(m => (
          <m.EntityBindingCard templates={config.templates} />
        )),
    }),
});

/** @public */
export default createFrontendPlugin({
  pluginId: 'humanitec-eks',
  title: 'Humanitec on EKS',
  info: { packageJson: () => import('../package.json') },
  externalRoutes: { template: templateRouteRef },
  extensions: [bindingApi, bindingCard, formApi, ...formFields],
});
