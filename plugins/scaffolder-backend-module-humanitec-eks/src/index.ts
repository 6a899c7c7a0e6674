/**
 * Scaffolder actions that bind a private EKS cluster to the Humanitec Platform
 * Orchestrator.
 *
 * @packageDocumentation
 */

export { scaffolderModuleHumanitecEks as default } from './module';
