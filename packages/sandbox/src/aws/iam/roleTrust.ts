// The trust policy of a role: what IAM accepts, and whom it means.
import { z } from 'zod';
import { World } from '../../world';
import { parseArn } from '../arn';
import { queryOperation } from '../query';
import { Role } from '../state';
import { isConditionOperator } from './conditions';
import { limitExceeded } from './errors';
import { findRole } from './findRole';
import { document, roleName } from './names';
import {
  malformedPolicy,
  parsePolicyDocument,
  PolicyStatement,
} from './policyDocument';
import { fixedQuotas } from './quotas';

export const operations = {
  UpdateAssumeRolePolicy: queryOperation({
    write: true,
    input: z.object({ RoleName: roleName, PolicyDocument: document }),
    run: ({ world, ...call }, { RoleName, PolicyDocument }) => {
      const role = findRole({ world, ...call }, RoleName);
      checkTrustPolicy(world, PolicyDocument);
      const spread = world.elapsed(
        role.changedAt,
        world.timings.iamPropagation,
      );
      if (spread) {
        role.previousTrustPolicyDocument = role.assumeRolePolicyDocument;
      }
      role.assumeRolePolicyDocument = PolicyDocument;
      role.trustedIds = trustedIds(world, PolicyDocument);
      role.changedAt = world.clock.now();
    },
  }),
};

/** @throws AwsError when IAM would not store it as a trust policy */
export function checkTrustPolicy(world: World, json: string) {
  const { Statement } = parsePolicyDocument(json);
  if (json.replace(/\s/g, '').length > fixedQuotas.trustPolicySize) {
    throw limitExceeded(
      `Cannot exceed quota for ACLSizePerRole: ${fixedQuotas.trustPolicySize}`,
    );
  }
  for (const statement of Statement) {
    checkStatement(statement);
    checkPrincipals(world, statement);
  }
}

/** The unique IDs of the users and roles that a trust policy names, as far as they are known. */
export function trustedIds(world: World, json: string): Map<string, string> {
  const names = parsePolicyDocument(json).Statement.flatMap(
    ({ Principal, NotPrincipal }) => [
      ...(Principal?.AWS ?? []),
      ...(NotPrincipal?.AWS ?? []),
    ],
  );
  return new Map(
    names.flatMap(name => {
      const id = idOf(world, name);
      return id === undefined ? [] : [[name, id] as const];
    }),
  );
}

/** As GetRole shows it: a principal that is gone, or was made anew, appears as the ID that it had. */
export function shownTrustPolicy(world: World, role: Role): string {
  return [...role.trustedIds]
    .filter(([name, id]) => idOf(world, name) !== id)
    .reduce(
      (text, [name, id]) =>
        text.replaceAll(JSON.stringify(name), JSON.stringify(id)),
      role.assumeRolePolicyDocument,
    );
}

function idOf(world: World, arn: string): string | undefined {
  return world.aws.findRole(arn)?.roleId ?? world.aws.findUser(arn)?.userId;
}

function checkStatement(statement: PolicyStatement) {
  if (!statement.Principal && !statement.NotPrincipal) {
    throw malformedPolicy('Missing required field Principal');
  }
  if (statement.Resource || statement.NotResource) {
    throw malformedPolicy('Has prohibited field Resource');
  }
  const actions = [...(statement.Action ?? []), ...(statement.NotAction ?? [])];
  if (actions.some(action => !/^sts:/i.test(action))) {
    throw malformedPolicy(
      'AssumeRole policy may only specify STS AssumeRole actions.',
    );
  }
  for (const operator of Object.keys(statement.Condition ?? {})) {
    if (!isConditionOperator(operator)) {
      throw malformedPolicy(`Invalid Condition type : ${operator}.`);
    }
  }
}

function checkPrincipals(world: World, statement: PolicyStatement) {
  const named = statement.Principal ?? statement.NotPrincipal ?? {};
  for (const name of named.AWS ?? []) {
    if (!isAwsPrincipal(world, name)) {
      throw malformedPolicy(`Invalid principal in policy: "AWS":"${name}"`);
    }
  }
  for (const name of named.Service ?? []) {
    if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(name)) {
      throw malformedPolicy(`Invalid principal in policy: "SERVICE":"${name}"`);
    }
  }
}

/** In an account that is known here the user or role must exist; others are believed. */
function isAwsPrincipal(world: World, name: string): boolean {
  if (name === '*' || /^\d{12}$/.test(name)) return true;
  // A principal that is gone stands there by its ID.
  if (/^(AIDA|AROA)[A-Z0-9]{17}$/.test(name)) return true;
  const { service, accountId = '', resource = '' } = parseArn(name) ?? {};
  if (!/^\d{12}$/.test(accountId)) return false;
  const account = world.aws.accounts.get(accountId);
  if (service === 'sts') {
    const [kind, role, session] = resource.split('/');
    if (kind !== 'assumed-role' || !role || !session) return false;
    return !account || account.roles.has(role.toLowerCase());
  }
  if (service !== 'iam') return false;
  if (resource === 'root') return true;
  if (!/^(role|user)\/.+/.test(resource)) return false;
  if (!account) return true;
  const role = world.aws.findRole(name);
  if (role) return world.elapsed(role.createdAt, world.timings.iamPropagation);
  return world.aws.findUser(name) !== undefined;
}
