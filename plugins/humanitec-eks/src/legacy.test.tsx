import { ApiFactoryRegistry, ApiResolver } from '@backstage/core-app-api';
import { createApiFactory, fetchApiRef } from '@backstage/core-plugin-api';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ReactElement } from 'react';
import { Route, Routes } from 'react-router-dom';
import { fixedFetch } from '../dev/fixedFetch';
import { fleetFetch } from '../dev/fleet/fleetFetch';
import { fleetRows } from '../dev/fleet/fleetRows';
import { states } from '../dev/states';
import { bindingApiRef } from './api/bindingApi';
import {
  EntityHumanitecBindingCard,
  EntityHumanitecBindingContent,
  HumanitecEksPage,
  humanitecEksPlugin,
  templatesApiRef,
} from './legacy';

const { entity } = states.drifted;

describe('In an app of the old frontend system', () => {
  it('the card tells the verdict', async () => {
    await open(
      <EntityProvider entity={entity}>
        <EntityHumanitecBindingCard />
      </EntityProvider>,
      fixedFetch(),
    );
    expect(
      await screen.findByText('Deployments will fail'),
    ).toBeInTheDocument();
  });

  it('the tab shows the parts of the binding', async () => {
    await open(
      <EntityProvider entity={entity}>
        <EntityHumanitecBindingContent />
      </EntityProvider>,
      fixedFetch(),
    );
    expect(
      await screen.findByRole('button', { name: /^Access role drifted/ }),
    ).toBeInTheDocument();
  });

  it('the page shows all clusters under its title, and filters them', async () => {
    await open(<HumanitecEksPage />, fleetFetch(fleetRows(100)));
    expect(await screen.findByText('100 clusters')).toBeInTheDocument();
    expect(screen.getByText('Humanitec')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /^Will fail/ }));
    expect(await screen.findByText('5 clusters')).toBeInTheDocument();
    expect(screen.getByText('shop-production-0019')).toBeInTheDocument();
  });
});

/** Renders with what the plugin registers, on this backend. */
async function open(element: ReactElement, backend: typeof fetchApiRef.T) {
  const registry = new ApiFactoryRegistry();
  registry.register('default', createApiFactory(fetchApiRef, backend));
  for (const factory of humanitecEksPlugin.getApis()) {
    registry.register('default', factory);
  }
  const apis = new ApiResolver(registry);
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [bindingApiRef, apis.get(bindingApiRef)!],
        [templatesApiRef, apis.get(templatesApiRef)!],
      ]}
    >
      <Routes>
        <Route path="/page" element={element} />
      </Routes>
    </TestApiProvider>,
    { routeEntries: ['/page'] },
  );
}
