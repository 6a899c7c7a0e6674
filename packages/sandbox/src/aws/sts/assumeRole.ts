import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { mayAssumeRole } from '../assumeRole';
import { AwsError } from '../errors';
import { sessionKeyId } from '../ids';
import { tagList } from '../iam/tags';
import { QueryCall, queryOperation } from '../query';
import { Role } from '../state';

const input = z.object({
  RoleArn: z.string().min(20).max(2048),
  RoleSessionName: z
    .string()
    .min(2)
    .max(64)
    .regex(/^[\w+=,.@-]*$/),
  ExternalId: z
    .string()
    .min(2)
    .max(1224)
    .regex(/^[\w+=,.@:/-]*$/)
    .optional(),
  DurationSeconds: z.coerce.number().int().min(900).max(43200).default(3600),
  Tags: tagList,
});

/**
 * Gives out temporary credentials. It changes nothing that anyone else could see, so it is no write.
 *
 * Session policies are accepted without effect.
 */
export const AssumeRole = queryOperation({
  write: false,
  input,
  run: (call, request) => {
    const role = authorize(call, request);
    checkDuration(call, role, request.DurationSeconds);
    return issueSession(call, role, request);
  },
});

function authorize(call: QueryCall, request: z.output<typeof input>): Role {
  const role = allow(call, request, 'sts:AssumeRole');
  if (request.Tags.length > 0) allow(call, request, 'sts:TagSession');
  return role;
}

function allow(
  { world, caller, sourceIp }: QueryCall,
  request: z.output<typeof input>,
  action: string,
): Role {
  const decision = mayAssumeRole(world, {
    callerArn: caller.arn,
    roleArn: request.RoleArn,
    externalId: request.ExternalId,
    roleSessionName: request.RoleSessionName,
    sourceIp,
    action,
  });
  if (decision.ok) return decision.role;
  // Like STS, it does not tell why.
  throw new AwsError(
    403,
    'AccessDenied',
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${request.RoleArn}`,
  );
}

function checkDuration(call: QueryCall, role: Role, seconds: number) {
  if (call.caller.sessionName !== undefined && seconds > 3600) {
    throw new AwsError(
      400,
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (seconds > role.maxSessionDuration) {
    throw new AwsError(
      400,
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
}

function issueSession(
  { world }: QueryCall,
  role: Role,
  request: z.output<typeof input>,
) {
  const accessKeyId = sessionKeyId();
  const secretAccessKey = randomBytes(30).toString('base64');
  const sessionToken = randomBytes(240).toString('base64');
  const expiresAt = world.clock.now() + request.DurationSeconds * 1000;
  world.aws.accessKeys.set(accessKeyId, {
    accessKeyId,
    secretAccessKey,
    accountId: role.accountId,
    owner: {
      kind: 'session',
      roleArn: role.arn,
      roleId: role.roleId,
      sessionName: request.RoleSessionName,
      sessionToken,
      expiresAt,
    },
  });
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: new Date(expiresAt),
    },
    AssumedRoleUser: {
      AssumedRoleId: `${role.roleId}:${request.RoleSessionName}`,
      Arn: `arn:aws:sts::${role.accountId}:assumed-role/${role.roleName}/${request.RoleSessionName}`,
    },
  };
}
