import { World } from '../world';
import { AccessKey } from './state';

/** Whose credentials a call was signed with. */
export interface Caller {
  accountId: string;
  /** As GetCallerIdentity says: a user, or a session of a role. */
  arn: string;
  /** The user's or the role's own ARN. */
  principalArn: string;
  /** The unique ID of the user or role. */
  principalId: string;
  /** `AIDA…` or `AROA…:session`. */
  userId: string;
  sessionName?: string;
}

/** The caller that an access key stands for; undefined once its user or role is gone. */
export function callerOf(world: World, key: AccessKey): Caller | undefined {
  const { owner, accountId } = key;
  if (owner.kind === 'user') {
    const user = world.aws.account(accountId).users.get(owner.userName);
    if (!user) return undefined;
    return {
      accountId,
      arn: user.arn,
      principalArn: user.arn,
      principalId: user.userId,
      userId: user.userId,
    };
  }
  const role = world.aws.findRole(owner.roleArn);
  if (role?.roleId !== owner.roleId) return undefined;
  return {
    accountId,
    arn: `arn:aws:sts::${accountId}:assumed-role/${role.roleName}/${owner.sessionName}`,
    principalArn: role.arn,
    principalId: role.roleId,
    userId: `${role.roleId}:${owner.sessionName}`,
    sessionName: owner.sessionName,
  };
}
