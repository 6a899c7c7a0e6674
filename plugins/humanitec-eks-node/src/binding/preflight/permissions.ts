import type {
  Finding,
  FindingSubject,
} from 'backstage-plugin-humanitec-eks-common';
import {
  EvaluationResult,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import type { AwsAccount } from '../../aws/awsAccount';
import { describeFailure } from '../failure';
import type { Check } from './preflight';
import { error, warning } from './finding';
import {
  REMOVAL_ACTIONS,
  RequiredPermission,
  requiredPermissions,
} from './requiredPermissions';

const SUBJECT: FindingSubject = { field: 'awsAccountId' };

/** Whether Backstage's role may do what the run will do, simulated by IAM where that is allowed. */
export const checkPermissions: Check = async ({ spec, systems }) => {
  const { aws, progress, signal } = systems;
  try {
    const principal = await aws.callerPrincipalArn();
    const results = await Promise.all(
      requiredPermissions(spec, principal).map(one =>
        simulate(aws, principal, one),
      ),
    );
    const findings = judgePermissions(principal, results.flat());
    if (findings.length === 0) {
      progress(
        `Permissions: IAM allows all ${
          results.flat().length
        } that were asked for.`,
      );
    }
    return findings;
  } catch (cause) {
    signal.throwIfAborted();
    return [
      warning(
        SUBJECT,
        `the permissions of Backstage's role were not checked: ${describeFailure(
          cause,
        )}`,
        'Allow iam:SimulatePrincipalPolicy on the role to have them checked; the run may go on without.',
      ),
    ];
  }
};

/** One page is enough: an answer holds one result for each of a few actions. */
async function simulate(
  { iam }: AwsAccount,
  principal: string,
  { actions, resources, context = {} }: RequiredPermission,
): Promise<EvaluationResult[]> {
  const { EvaluationResults: results = [] } = await iam(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: principal,
      ActionNames: actions,
      ResourceArns: resources,
      ContextEntries: Object.entries(context).map(([key, value]) => ({
        ContextKeyName: key,
        ContextKeyType: /^(true|false)$/.test(value) ? 'boolean' : 'string',
        ContextKeyValues: [value],
      })),
      MaxItems: 1000,
    }),
  );
  return results;
}

/** Pure: the actions that IAM would refuse, in one finding each for making and for taking away. */
export function judgePermissions(
  principal: string,
  results: EvaluationResult[],
): Finding[] {
  const denied = results.filter(isDenied);
  const ofRemoval = (result: EvaluationResult) =>
    REMOVAL_ACTIONS.includes(result.EvalActionName ?? '');
  const needed = denied.filter(result => !ofRemoval(result));
  const later = denied.filter(ofRemoval);
  return [
    ...(needed.length
      ? [
          error(
            SUBJECT,
            `${principal} may not ${describe(needed)}`,
            'Add these actions to its policy (docs/reference/iam-policy.json).',
          ),
        ]
      : []),
    ...(later.length
      ? [
          warning(
            SUBJECT,
            `${principal} may not ${describe(later)}, which off-boarding needs`,
            'Add these actions to its policy (docs/reference/iam-policy.json), now or then.',
          ),
        ]
      : []),
  ];
}

/** A refusal that hangs on a condition key which the simulation was not given says nothing. */
function isDenied(result: EvaluationResult): boolean {
  if (result.EvalDecision === 'allowed') return false;
  return (
    result.EvalDecision === 'explicitDeny' ||
    !result.MissingContextValues?.length
  );
}

/** `eks:CreateCluster, iam:TagRole (by the organization)` */
function describe(results: EvaluationResult[]): string {
  const names = results.map(result => {
    const name = result.EvalActionName ?? '';
    if (result.OrganizationsDecisionDetail?.AllowedByOrganizations === false) {
      return `${name} (refused by a policy of the AWS organization)`;
    }
    const boundary = result.PermissionsBoundaryDecisionDetail;
    return boundary?.AllowedByPermissionsBoundary === false
      ? `${name} (refused by its permissions boundary)`
      : name;
  });
  return [...new Set(names)].sort().join(', ');
}
