// The decision STS takes on AssumeRole.
import { World } from '../world';
import { parseArn } from './arn';
import { trustDecision, TrustRequest } from './iam/trustPolicy';
import { Role } from './state';

export interface AssumeRoleRequest {
  /** A user, a role or a session of a role. */
  callerArn: string;
  roleArn: string;
  externalId?: string;
  sourceIp?: string;
  roleSessionName?: string;
  /** `sts:AssumeRole` unless told. */
  action?: string;
}

/**
 * May the caller take on the role? Decided by the role's trust policy alone: the sandbox lets every principal
 * ask for any role, whatever its own policies say.
 */
export function mayAssumeRole(
  world: World,
  request: AssumeRoleRequest,
): { ok: true; role: Role } | { ok: false; reason: string } {
  const role = world.aws.findRole(request.roleArn);
  if (!role) {
    return { ok: false, reason: `there is no role ${request.roleArn}` };
  }
  const document = trustPolicyInForce(world, role);
  if (document === undefined) {
    return { ok: false, reason: 'the role is new and not yet known to STS' };
  }
  const caller = callerNames(world, request.callerArn);
  const decision = trustDecision(document, {
    action: request.action ?? 'sts:AssumeRole',
    principals: { AWS: stillTrusted(world, role, caller.names) },
    context: contextOf(request, caller),
  });
  switch (decision) {
    case 'allowed':
      return { ok: true, role };
    case 'denied':
      return { ok: false, reason: 'a statement of the trust policy denies it' };
    default:
      return {
        ok: false,
        reason:
          'no statement of the trust policy allows it for this principal, external ID and source address',
      };
  }
}

/** May an AWS service (`eks.amazonaws.com`) use the role for this action? */
export function mayServiceUseRole(
  world: World,
  role: Role,
  service: string,
  action: string,
): boolean {
  const document = trustPolicyInForce(world, role);
  return (
    document !== undefined &&
    trustDecision(document, {
      action,
      principals: { Service: [service] },
      context: {},
    }) === 'allowed'
  );
}

/** The trust policy that the rest of AWS goes by; none while a new role has not spread. */
function trustPolicyInForce(world: World, role: Role): string | undefined {
  return world.elapsed(role.changedAt, world.timings.iamPropagation)
    ? role.assumeRolePolicyDocument
    : role.previousTrustPolicyDocument;
}

interface CallerNames {
  accountId: string;
  /** The user or role itself. */
  principalArn: string;
  names: string[];
}

/** Everything that `Principal.AWS` may say and mean this caller. */
function callerNames(world: World, callerArn: string): CallerNames {
  const { accountId = '', resource = '' } = parseArn(callerArn) ?? {};
  const [kind, roleName] = resource.split('/');
  const sessionRole =
    kind === 'assumed-role'
      ? world.aws.accounts.get(accountId)?.roles.get(roleName.toLowerCase())
      : undefined;
  const principalArn = sessionRole?.arn ?? callerArn;
  return {
    accountId,
    principalArn,
    names: [
      '*',
      accountId,
      `arn:aws:iam::${accountId}:root`,
      principalArn,
      callerArn,
    ],
  };
}

/** Leaves out a principal that was made anew since: a trust policy means the one that it was written for. */
function stillTrusted(world: World, role: Role, names: string[]): string[] {
  return names.filter(name => {
    const trustedId = role.trustedIds.get(name);
    if (trustedId === undefined) return true;
    const now =
      world.aws.findRole(name)?.roleId ?? world.aws.findUser(name)?.userId;
    return now === trustedId;
  });
}

function contextOf(
  request: AssumeRoleRequest,
  caller: CallerNames,
): TrustRequest['context'] {
  const context: Record<string, string | undefined> = {
    'sts:externalid': request.externalId,
    'sts:rolesessionname': request.roleSessionName,
    'aws:sourceip': request.sourceIp,
    'aws:principalarn': caller.principalArn,
    'aws:principalaccount': caller.accountId,
  };
  return Object.fromEntries(
    Object.entries(context).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value]],
    ),
  );
}
