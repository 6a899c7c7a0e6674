import { useRouteRef } from '@backstage/frontend-plugin-api';
import { createContext, useContext } from 'react';
import { templateRouteRef } from '../routes';
import {
  routeParamsOf,
  Templates,
  templatesSchema,
  TemplateUse,
} from './templates';

/** The templates that the operator has chosen. */
export const TemplatesContext = createContext<Templates>(
  templatesSchema.parse({}),
);

/**
 * Where a template's form is, filled in with these values; undefined in an app
 * without a scaffolder, or where the operator wants no such entry.
 */
export function useTemplateHref(): (
  use: TemplateUse,
  formData: object,
) => string | undefined {
  const templates = useContext(TemplatesContext);
  const pathOf = useRouteRef(templateRouteRef);
  return (use, formData) => {
    const ref = templates[use];
    if (!pathOf || !ref) return undefined;
    const query = new URLSearchParams({ formData: JSON.stringify(formData) });
    return `${pathOf(routeParamsOf(ref))}?${query}`;
  };
}
