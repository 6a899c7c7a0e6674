import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { fetchApiRef } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { formFetch } from '../../../dev/form/formFetch';
import { formTemplate } from '../../../dev/form/formTemplate';
import plugin from '../../index';

/** Opens the real scaffolder's form with one of the pages, filled in like a link does. */
export function openForm({
  page,
  answers = {},
}: {
  page: string;
  answers?: Record<string, unknown>;
}) {
  const steps = formTemplate.steps.filter(({ title }) => title === page);
  const fetchApi = formFetch({ ...formTemplate, steps });
  // The scaffolder reads a link's answers from the window, not from the router.
  const formData = encodeURIComponent(JSON.stringify(answers));
  window.history.replaceState(null, '', `?formData=${formData}`);
  renderTestApp({
    features: [plugin, scaffolderPlugin],
    apis: [
      [fetchApiRef, fetchApi],
      [catalogApiRef, new InMemoryCatalogClient()],
    ],
    initialRouteEntries: ['/create/templates/default/every-field'],
  });
  return fetchApi;
}
