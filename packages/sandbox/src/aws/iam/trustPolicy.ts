// Who may take on a role: how IAM reads a trust policy.
import { conditionsHold, Context } from './conditions';
import { coversAction } from './permissions';
import { PolicyStatement, parsePolicyDocument } from './policyDocument';

/** What is known of the one who asks. */
export interface TrustRequest {
  /** `sts:AssumeRole`, `sts:TagSession` … */
  action: string;
  /** Every name under which a policy may mean the caller. */
  principals: { AWS?: string[]; Service?: string[]; Federated?: string[] };
  context: Context;
}

/** An explicit Deny beats every Allow; what no statement speaks of is not allowed. */
export function trustDecision(
  document: string,
  request: TrustRequest,
): 'allowed' | 'denied' | 'not mentioned' {
  const statements = parsePolicyDocument(document).Statement.filter(
    statement =>
      coversAction(statement, request.action) &&
      coversPrincipal(statement, request.principals) &&
      conditionsHold(statement, request.context),
  );
  if (statements.some(({ Effect }) => Effect === 'Deny')) return 'denied';
  return statements.length > 0 ? 'allowed' : 'not mentioned';
}

function coversPrincipal(
  statement: PolicyStatement,
  principals: TrustRequest['principals'],
) {
  const matches = (named: Record<string, string[]>) =>
    Object.entries(named).some(([kind, names]) =>
      names.some(
        name =>
          (kind === 'AWS' && name === '*') ||
          principals[kind as keyof typeof principals]?.includes(name),
      ),
    );
  if (statement.NotPrincipal) return !matches(statement.NotPrincipal);
  return matches(statement.Principal ?? {});
}
