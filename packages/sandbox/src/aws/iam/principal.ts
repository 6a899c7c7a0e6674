// The policies that a user or a role has.
import { AwsState, Role, User } from '../state';
import { managedPolicies } from './managedPolicies';
import { decide, IdentityPolicy, Permissions, Wish } from './permissions';

/** What the user or role of this ARN may do; undefined when there is none. */
export function permissionsOf(
  aws: AwsState,
  principalArn: string,
): Permissions | undefined {
  const role = aws.findRole(principalArn);
  const principal = role ?? aws.findUser(principalArn);
  if (!principal) return undefined;
  return {
    policies: [
      ...inline(principal, role ? 'role' : 'user'),
      ...[...principal.attachedPolicies.keys()].flatMap(
        arn => managedPolicy(aws, principal.accountId, arn) ?? [],
      ),
    ],
    boundary: role?.permissionsBoundary
      ? managedPolicy(aws, role.accountId, role.permissionsBoundary)
          ?.document ?? nothing
      : undefined,
  };
}

/** May the user or role of this ARN do it? */
export function isAllowed(
  aws: AwsState,
  principalArn: string,
  wish: Wish,
): boolean {
  const permissions = permissionsOf(aws, principalArn);
  return (
    permissions !== undefined &&
    decide(permissions, wish).decision === 'allowed'
  );
}

/** A boundary whose document is not known allows nothing. */
const nothing = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
});

function inline(
  { inlinePolicies }: Role | User,
  type: 'role' | 'user',
): IdentityPolicy[] {
  return Array.from(inlinePolicies, ([id, document]) => ({
    id,
    type,
    document,
  }));
}

/** Undefined for a policy of AWS's whose document the sandbox does not hold: it gives nothing here. */
function managedPolicy(
  aws: AwsState,
  accountId: string,
  arn: string,
): IdentityPolicy | undefined {
  const ofAws = managedPolicies.get(arn);
  if (ofAws) {
    const { policyName: id, document } = ofAws;
    return document ? { id, type: 'aws-managed', document } : undefined;
  }
  const name = arn.split('/').at(-1)?.toLowerCase() ?? '';
  const own = aws.account(accountId).policies.get(name);
  const version = own?.versions.find(
    one => one.versionId === own.defaultVersionId,
  );
  if (!own || !version) return undefined;
  const { policyName: id } = own;
  return { id, type: 'user-managed', document: version.document };
}
