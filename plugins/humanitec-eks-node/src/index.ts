/**
 * The engine of the humanitec-eks plugins: the parts of a binding, and the
 * clients of the three systems they live in.
 *
 * @packageDocumentation
 */

export { clusterOwner } from './binding/discover/clusterOwner';
export { discoverSpec } from './binding/discover/discoverSpec';
export { describeFailure, PartError } from './binding/failure';
export { observePart } from './binding/observeParts';
export { fieldText, planCount, planText, type Plan } from './binding/planText';
export { preflight } from './binding/preflight/preflight';
export { previewRemoval } from './binding/remove/previewRemoval';
export type { Left } from './binding/remove/leftovers';
export {
  removeBinding,
  RemovalRefused,
  type Removal,
  type RemovalOptions,
} from './binding/remove/removeBinding';
export type { Proof } from './binding/verify/proof';
export {
  verifyBinding,
  type Verification,
} from './binding/verify/verifyBinding';
export {
  applyPart,
  findUnchanged,
  planPart,
  removePart,
  type Applied,
} from './binding/runPart';
export type { ConsoleLinks } from './config/consoleLinks';
export {
  organizationConfig,
  type HumanitecEksConfig,
  type OrganizationConfig,
} from './config/readConfig';
export type { ClusterLook, FleetMember } from './fleet/clusterLook';
export { failureInOneLine } from './fleet/failureInOneLine';
export { lookOfReport } from './fleet/lookOfReport';
export { lookAtFleet } from './fleet/lookAtFleet';
export {
  awsAccountChoices,
  organizationChoices,
  regionChoices,
} from './forms/configuredChoices';
export { previewOnboarding } from './forms/previewOnboarding';
export { isLookUp, listChoices, type LookUpKind } from './forms/listChoices';
export { findCluster } from './aws/eksCluster';
export { listClusterNames } from './aws/listClusterNames';
export { impossible } from './gitops/impossible';
export { renderBinding } from './gitops/renderBinding';
export {
  OPERATOR_COMMAND,
  operatorValues,
} from './directMode/humanitecOperator';
export { accessRoleArn } from './parts/accessRole';
export {
  criteriaMoves,
  criteriaMovesText,
  type ClusterMatch,
} from './humanitec/criteriaMoves';
export { checkAccount } from './humanitec/accountCheck';
export {
  environmentsOn,
  type LandingEnvironment,
} from './humanitec/environmentsOn';
export type { HumanitecClient } from './humanitec/humanitecClient';
export type { Definition } from './humanitec/schemas';
export { nodeSupply } from './kubernetes/nodeSupply';
export { awaitAccess } from './kubernetes/awaitAccess';
export { agentKeyExpiry } from './parts/agentKeyExpiry';
export { agentKeyRotation, type AgentKeyRotation } from './parts/agentRotation';
export { awaitCluster } from './parts/awaitCluster';
export { revokeAdmin } from './parts/clusterAdmin';
export { bindingEnvironments } from './report/environments';
export { parts, removalOrder } from './parts/binding';
export type { Part, RenderedFile, Thing } from './parts/part';
export { readBinding } from './report/readBinding';
export { readingsOf } from './report/readings';
export {
  factsForFreshReport,
  sharedFacts,
  type SharedFacts,
} from './report/sharedFacts';
export {
  humanitecEksService,
  humanitecEksServiceRef,
  type HumanitecEksService,
  type RunOptions,
} from './service';
export { SystemError } from './systemError';
export type { Readings, Systems } from './systems';
export { untilAborted } from './untilAborted';
export { duration, waitFor, WaitTimeout } from './waitFor';
