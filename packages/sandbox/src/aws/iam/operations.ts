import { QueryOperation } from '../query';
import * as accountSummary from './accountSummary';
import * as attachedPolicies from './attachedPolicies';
import * as inlinePolicies from './inlinePolicies';
import * as oidcProviders from './oidcProviders';
import * as permissionsBoundary from './permissionsBoundary';
import * as policies from './policies';
import * as policyVersions from './policyVersions';
import * as roles from './roles';
import * as roleTags from './roleTags';
import * as roleTrust from './roleTrust';
import * as simulation from './simulation';

/** What the sandbox's IAM can do, by the service's own names. */
export const iamOperations: Record<string, QueryOperation> = {
  ...roles.operations,
  ...roleTrust.operations,
  ...roleTags.operations,
  ...attachedPolicies.operations,
  ...inlinePolicies.operations,
  ...permissionsBoundary.operations,
  ...policies.operations,
  ...policyVersions.operations,
  ...oidcProviders.operations,
  ...accountSummary.operations,
  ...simulation.operations,
};
