// Whether the caller's identity policies allow a call.
import { World } from '../world';
import { Caller } from './callers';
import { Context } from './iam/conditions';
import { Decision, decide, Wish } from './iam/permissions';
import { permissionsOf } from './iam/principal';

/** An action that a call needs, on what, and what the request says of it (keys in lower case). */
export type Need = Pick<Wish, 'action' | 'resource'> & {
  context?: Context;
  /** What the refusal names, where AWS names more than it decides by. */
  shown?: string;
};

/**
 * Why the caller may not do it, in the words of AWS; undefined when it may.
 *
 * Of the two kinds of policies only those of the caller count: the sandbox has no resource policies but trust policies.
 */
export function refusal(
  world: World,
  { caller, region }: { caller: Caller; region: string },
  { action, resource, context, shown = resource }: Need,
): string | undefined {
  const permissions = permissionsOf(world.aws, caller.principalArn);
  const decision = decide(permissions ?? { policies: [] }, {
    action,
    resource,
    context: { ...callerContext(world, caller, region), ...context },
  });
  const allowed = decision.decision === 'allowed';
  world.permissions.asked({
    system: 'aws',
    principal: caller.principalArn,
    action,
    resource,
    allowed,
  });
  if (allowed) return undefined;
  const on = shown === '*' ? '' : ` on resource: ${shown}`;
  return `User: ${
    caller.arn
  } is not authorized to perform: ${action}${on} ${because(decision, action)}`;
}

function because(
  { decision, by, allowedByBoundary }: Decision,
  action: string,
): string {
  if (decision === 'explicitDeny') {
    return by.length > 0
      ? 'with an explicit deny in an identity-based policy'
      : 'with an explicit deny in a permissions boundary';
  }
  return allowedByBoundary === false && by.length > 0
    ? `because no permissions boundary allows the ${action} action`
    : `because no identity-based policy allows the ${action} action`;
}

/** The global condition keys that every call carries. */
function callerContext(world: World, caller: Caller, region: string): Context {
  const role = world.aws.findRole(caller.principalArn);
  const user = world.aws.findUser(caller.principalArn);
  return {
    'aws:principalarn': caller.principalArn,
    'aws:principalaccount': caller.accountId,
    'aws:requestedregion': region,
    'aws:sourceip': '127.0.0.1',
    'aws:userid': caller.userId,
    ...(user && { 'aws:username': user.userName }),
    ...tagContext('aws:principaltag', role?.tags ?? new Map()),
  };
}

/** `aws:requesttag/KEY` and the like, one for each tag. */
export function tagContext(
  prefix: string,
  tags: ReadonlyMap<string, string>,
): Context {
  return Object.fromEntries(
    Array.from(tags, ([key, value]) => [
      `${prefix}/${key}`.toLowerCase(),
      value,
    ]),
  );
}
