import type { HumanitecReads } from './humanitecClient';
import { HumanitecError } from './humanitecError';
import type { AccountCheck } from './schemas';

/** What Humanitec found when it used the credentials of a cloud account. */
export type CheckResult =
  | { ok: true; identityFields: string[]; warnings: string[] }
  | { ok: false; reason: string };

/** An IAM role, as far as every ARN that stands for it tells: those of sessions have no path. */
export interface RoleIdentity {
  accountId: string;
  roleName: string;
}

/**
 * Has Humanitec use the credentials. It answers 400 when they do not work, and
 * as well when the account is gone.
 *
 * @throws HumanitecError when it could not check
 */
export async function checkAccount(
  humanitec: Pick<HumanitecReads, 'checkAccount'>,
  id: string,
): Promise<CheckResult> {
  try {
    return checkResult(await humanitec.checkAccount(id));
  } catch (error) {
    if (error instanceof HumanitecError && error.httpStatus === 400) {
      return { ok: false, reason: error.description };
    }
    throw error;
  }
}

function checkResult({ identity_fields, warnings }: AccountCheck): CheckResult {
  return {
    ok: true,
    identityFields: identity_fields.flatMap(({ value }) => value ?? []),
    warnings: warnings ?? [],
  };
}

const ROLE_ARN = /^arn:aws[\w-]*:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/;
const SESSION_ARN =
  /^arn:aws[\w-]*:sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/;

/** The role that an ARN stands for, be it of the role or of a session. */
export function roleIdentity(arn: string): RoleIdentity | undefined {
  const [, accountId, roleName] =
    ROLE_ARN.exec(arn) ?? SESSION_ARN.exec(arn) ?? [];
  return accountId && roleName ? { accountId, roleName } : undefined;
}

/**
 * An ARN of another role among the identity fields. Which fields there are is
 * not documented, so one that is absent says nothing.
 */
export function otherRole(
  identityFields: string[],
  roleArn: string,
): string | undefined {
  const wanted = roleIdentity(roleArn);
  const arns = identityFields.filter(field => roleIdentity(field));
  const isWanted = (arn: string) => {
    const found = roleIdentity(arn);
    return (
      found?.accountId === wanted?.accountId &&
      found?.roleName === wanted?.roleName
    );
  };
  return arns.some(isWanted) ? undefined : arns[0];
}
