/**
 * Tells the frontend how the Humanitec binding of a cluster is.
 *
 * @packageDocumentation
 */

export { humanitecEksPlugin as default } from './plugin';
