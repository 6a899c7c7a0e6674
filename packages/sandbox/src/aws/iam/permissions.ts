// What a principal may do: how IAM reads identity policies and permissions boundaries.
import { conditionKeys, conditionsHold, Context, valuesOf } from './conditions';
import { parsePolicyDocument, PolicyStatement } from './policyDocument';
import { like } from './wildcards';

/** One thing that somebody wants to do. */
export interface Wish {
  /** `iam:CreateRole` */
  action: string;
  /** An ARN; `*` for actions that know no resources. */
  resource: string;
  context: Context;
}

/** A policy of a principal. */
export interface IdentityPolicy {
  /** As the simulator names it. */
  id: string;
  type: 'user' | 'role' | 'aws-managed' | 'user-managed';
  /** JSON */
  document: string;
}

export interface Permissions {
  policies: IdentityPolicy[];
  /** JSON; what no statement of it allows is not allowed. */
  boundary?: string;
}

export interface Decision {
  decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  /** The policies that decided it. */
  by: IdentityPolicy[];
  /** Set when there is a boundary. */
  allowedByBoundary?: boolean;
  /** Condition keys of statements on this action and resource that the wish does not carry. */
  missingKeys: string[];
}

/** An explicit Deny beats every Allow; what no statement allows is denied. */
export function decide(permissions: Permissions, wish: Wish): Decision {
  const { policies, boundary } = permissions;
  const found = policies.map(policy => ({
    policy,
    ...read(policy.document, wish),
  }));
  const limit = boundary === undefined ? undefined : read(boundary, wish);
  const by = (effect: 'Allow' | 'Deny') =>
    found.filter(one => one.effects.has(effect)).map(one => one.policy);
  const missingKeys = [
    ...new Set(
      [...found, ...(limit ? [limit] : [])].flatMap(one => one.missingKeys),
    ),
  ];
  const common = {
    missingKeys,
    ...(limit && { allowedByBoundary: limit.effects.has('Allow') }),
  };
  if (by('Deny').length > 0 || limit?.effects.has('Deny')) {
    return { decision: 'explicitDeny', by: by('Deny'), ...common };
  }
  const allowed = by('Allow').length > 0 && common.allowedByBoundary !== false;
  return {
    decision: allowed ? 'allowed' : 'implicitDeny',
    by: by('Allow'),
    ...common,
  };
}

/** What the statements of one document say that apply. */
function read(document: string, wish: Wish) {
  const concerned = parsePolicyDocument(document).Statement.filter(
    statement =>
      coversAction(statement, wish.action) && coversResource(statement, wish),
  );
  const effects = concerned
    .filter(statement => conditionsHold(statement, wish.context))
    .map(({ Effect }) => Effect);
  return {
    effects: new Set(effects),
    missingKeys: concerned
      .flatMap(conditionKeys)
      .filter(key => valuesOf(wish.context, key) === undefined),
  };
}

export function coversAction(statement: PolicyStatement, action: string) {
  const matches = (patterns: string[]) =>
    patterns.some(pattern => like(pattern.toLowerCase(), action.toLowerCase()));
  return statement.NotAction
    ? !matches(statement.NotAction)
    : matches(statement.Action ?? []);
}

function coversResource(
  { Resource, NotResource }: PolicyStatement,
  { resource, context }: Wish,
) {
  const matches = (patterns: string[]) =>
    patterns.some(pattern => like(withVariables(pattern, context), resource));
  return NotResource ? !matches(NotResource) : matches(Resource ?? []);
}

/** `${aws:username}` stands for the value of that key; a statement with a key that is absent covers nothing. */
function withVariables(pattern: string, context: Context) {
  return pattern.replace(
    /\$\{([^}]+)\}/g,
    (variable, key: string) => valuesOf(context, key)?.[0] ?? variable,
  );
}
