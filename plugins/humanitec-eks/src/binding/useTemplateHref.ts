import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { templatesApiRef } from '../api/templatesApi';
import { templateRouteRef } from '../routes';
import { routeParamsOf, TemplateUse } from './templates';

/**
 * Where a template's form is, filled in with these values; undefined in an app
 * without a scaffolder, or where the operator wants no such entry.
 */
export function useTemplateHref(): (
  use: TemplateUse,
  formData: object,
) => string | undefined {
  const templates = useApi(templatesApiRef);
  const pathOf = useRouteRef(templateRouteRef);
  return (use, formData) => {
    const ref = templates[use];
    if (!pathOf || !ref) return undefined;
    const query = new URLSearchParams({ formData: JSON.stringify(formData) });
    return `${pathOf(routeParamsOf(ref))}?${query}`;
  };
}
