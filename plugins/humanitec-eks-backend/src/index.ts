/**
 * Tells the frontend how the Humanitec binding of a cluster is, and what the
 * forms of the templates ask for.
 *
 * @packageDocumentation
 */

export { humanitecEksPlugin as default } from './plugin';
export {
  createHumanitecEksTargetConditionalDecision,
  humanitecEksTargetConditions,
} from './permissions/targetRules';
