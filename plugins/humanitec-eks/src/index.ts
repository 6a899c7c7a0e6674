/**
 * The Humanitec binding of a private EKS cluster, on its catalog page.
 *
 * @packageDocumentation
 */

export { default } from './plugin';
export { bindingApiRef } from './api/bindingApi';
export type { BindingApi } from './api/bindingApi';
export { humanitecEksTranslationRef } from './translation';
