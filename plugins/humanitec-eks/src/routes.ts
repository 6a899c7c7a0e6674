import { createExternalRouteRef } from '@backstage/frontend-plugin-api';

/** The form of a software template; bound to the scaffolder unless the app binds it elsewhere. */
export const templateRouteRef = createExternalRouteRef({
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});
