/** What pages and fields have in common, and the way to each. */

export { deriveNames } from 'backstage-plugin-humanitec-eks-common';
export { loadFailure } from './binding/loadFailure';
export { humanitecEksTranslationRef } from './translation';

export const pages = () => import('./pages');
export const fields = () => import('./fields/fields');
