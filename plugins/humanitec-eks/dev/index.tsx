import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createFrontendModule,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import plugin from '../src';
import { fixedFetch, isAboutCluster } from './fixedFetch';
import { fleetStates } from './fleet/fleetStates';
import { formFetch } from './form/formFetch';
import { states } from './states';

const cards = fixedFetch();
// Every template has the same form, with every field.
const forms = formFetch();
const fleet = fleetStates();

const entities = Object.values(states).map(({ entity }) => entity);

const fixedCatalog = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: catalogApiRef,
          deps: {},
          factory: () => new InMemoryCatalogClient({ entities }),
        }),
    }),
  ],
});

const fixedBackend = createFrontendModule({
  pluginId: 'app',
  extensions: [
    ApiBlueprint.make({
      name: 'fetch',
      params: defineParams =>
        defineParams({
          api: fetchApiRef,
          deps: {},
          factory: () => ({
            fetch: (input, init) => answering(String(input)).fetch(input, init),
          }),
        }),
    }),
  ],
});

function answering(url: string) {
  if (isAboutCluster(url)) return cards;
  return url.includes('/v1/bindings') ? fleet : forms;
}

createDevApp({
  features: [
    plugin,
    catalogPlugin,
    scaffolderPlugin,
    fixedCatalog,
    fixedBackend,
  ],
});
