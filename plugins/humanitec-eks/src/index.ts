/**
 * The Humanitec binding of a private EKS cluster, on its catalog page and in the
 * forms of the templates that make it.
 *
 * @packageDocumentation
 */

export { default } from './plugin';
export { bindingApiRef } from './api/bindingApi';
export type { BindingApi } from './api/bindingApi';
export { formApiRef } from './api/formApi';
export type { FormApi, FormApiOptions } from './api/formApi';
export { templatesApiRef } from './api/templatesApi';
export type { Templates, TemplateUse } from './binding/templates';
export { humanitecEksTranslationRef } from './translation';
