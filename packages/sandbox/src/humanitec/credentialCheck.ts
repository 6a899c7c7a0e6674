// Does AWS let Humanitec in with the credentials of this cloud account?
import { z } from 'zod';
import { mayAssumeRole } from '../aws/assumeRole';
import { trustDecision } from '../aws/iam/trustPolicy';
import { World } from '../world';
import { badCredential, badRequest } from './errors';
import {
  humanitecAddress,
  humanitecIssuer,
  humanitecUserArn,
} from './humanitecAws';
import { Account } from './records';

/** The user or role that Humanitec acts as. */
export interface AwsPrincipal {
  arn: string;
  accountId: string;
  /** AROA… or AIDA…: another one when the principal was made anew. */
  uniqueId: string;
}

export type SignIn =
  | { ok: true; principal: AwsPrincipal }
  | { ok: false; reason: string };

/** Tries the credentials, as Humanitec does before it calls AWS. */
export function signIn(
  world: World,
  orgId: string,
  account: Pick<Account, 'id' | 'type' | 'credentials'>,
): SignIn {
  switch (account.type) {
    case 'aws-role':
      return withRole(world, account.credentials);
    case 'aws-identity':
      return withWebIdentity(
        world,
        `${orgId}/${account.id}`,
        account.credentials,
      );
    case 'aws':
      return withAccessKey(world, account.credentials);
    default:
      return {
        ok: false,
        reason: `accounts of type "${account.type}" cannot be checked`,
      };
  }
}

/**
 * @returns the identity fields of the check's answer
 * @throws HumanitecError 400: CRED-005 when the role cannot be assumed
 */
export function checkCredential(
  world: World,
  orgId: string,
  account: Pick<Account, 'id' | 'type' | 'credentials'>,
) {
  const result = signIn(world, orgId, account);
  if (!result.ok) {
    const error = account.type === 'aws' ? badRequest : badCredential;
    throw error(
      `The credentials of account "${account.id}" are not valid: ${result.reason}.`,
    );
  }
  const { arn, accountId, uniqueId } = result.principal;
  return [
    { id: 'account', description: 'AWS account', value: accountId },
    { id: 'arn', description: 'ARN of the IAM principal', value: arn },
    { id: 'user_id', description: 'ID of the IAM principal', value: uniqueId },
  ];
}

// Stored credentials have passed the schema of their account type already.
const roleCredentials = z.object({
  aws_role: z.string(),
  external_id: z.string(),
});
const webIdentityCredentials = z.object({
  aws_identity_role_arn: z.string(),
  aws_identity_audience: z.string().default('sts.amazonaws.com'),
});
const accessKeyCredentials = z.object({
  aws_access_key_id: z.string(),
  aws_secret_access_key: z.string(),
});

function withRole(world: World, credentials: unknown): SignIn {
  const { aws_role: roleArn, external_id: externalId } =
    roleCredentials.parse(credentials);
  const decision = mayAssumeRole(world, {
    callerArn: humanitecUserArn,
    roleArn,
    externalId,
    sourceIp: humanitecAddress,
  });
  if (!decision.ok) {
    return {
      ok: false,
      reason: `cannot assume role ${roleArn}: ${decision.reason}`,
    };
  }
  const { arn, accountId, roleId } = decision.role;
  return { ok: true, principal: { arn, accountId, uniqueId: roleId } };
}

function withWebIdentity(
  world: World,
  subject: string,
  credentials: unknown,
): SignIn {
  const { aws_identity_role_arn: roleArn, aws_identity_audience: audience } =
    webIdentityCredentials.parse(credentials);
  const refuse = (reason: string): SignIn => ({
    ok: false,
    reason: `cannot assume role ${roleArn}: ${reason}`,
  });

  const role = world.aws.findRole(roleArn);
  if (!role) return refuse('there is no such role');
  const providerArn = `arn:aws:iam::${role.accountId}:oidc-provider/${humanitecIssuer}`;
  const provider = world.aws
    .account(role.accountId)
    .oidcProviders.get(providerArn);
  if (!provider?.clientIds.includes(audience)) {
    return refuse(
      `account ${role.accountId} has no identity provider for ${humanitecIssuer} with audience ${audience}`,
    );
  }
  if (!world.elapsed(role.changedAt, world.timings.iamPropagation)) {
    return refuse('the role, or its trust policy, is not yet known to STS');
  }
  const decision = trustDecision(role.assumeRolePolicyDocument, {
    action: 'sts:AssumeRoleWithWebIdentity',
    principals: { Federated: [providerArn] },
    context: {
      [`${humanitecIssuer}:sub`]: subject,
      [`${humanitecIssuer}:aud`]: audience,
    },
  });
  if (decision !== 'allowed') {
    return refuse(`the trust policy does not allow it for ${subject}`);
  }
  const { arn, accountId, roleId } = role;
  return { ok: true, principal: { arn, accountId, uniqueId: roleId } };
}

function withAccessKey(world: World, credentials: unknown): SignIn {
  const given = accessKeyCredentials.parse(credentials);
  const key = world.aws.accessKeys.get(given.aws_access_key_id);
  const user =
    key?.owner.kind === 'user'
      ? world.aws.account(key.accountId).users.get(key.owner.userName)
      : undefined;
  if (!user || key?.secretAccessKey !== given.aws_secret_access_key) {
    return { ok: false, reason: 'AWS does not know this access key' };
  }
  const { arn, accountId, userId } = user;
  return { ok: true, principal: { arn, accountId, uniqueId: userId } };
}
