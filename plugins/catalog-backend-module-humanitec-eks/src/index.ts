/**
 * Keeps every EKS cluster that is bound to Humanitec in the catalog.
 *
 * @packageDocumentation
 */

export { catalogModuleHumanitecEks as default } from './module';
