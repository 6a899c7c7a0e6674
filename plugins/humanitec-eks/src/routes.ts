import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/frontend-plugin-api';

/** The page of all clusters. */
export const fleetRouteRef = createRouteRef();

/** The page of an entity; bound to the catalog unless the app binds it elsewhere. */
export const entityRouteRef = createExternalRouteRef({
  params: ['namespace', 'kind', 'name'],
  defaultTarget: 'catalog.catalogEntity',
});

/** The form of a software template; bound to the scaffolder unless the app binds it elsewhere. */
export const templateRouteRef = createExternalRouteRef({
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});

/** The page of one run of a template. */
export const taskRouteRef = createExternalRouteRef({
  params: ['taskId'],
  defaultTarget: 'scaffolder.ongoingTask',
});

/** The tab on a cluster's page. */
export const bindingTabRouteRef = createRouteRef();
