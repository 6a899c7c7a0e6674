// Who may take on a role: how IAM reads a trust policy.
import { BlockList, isIP } from 'node:net';
import { PolicyStatement, parsePolicyDocument } from './policyDocument';

/** What is known of the one who asks. */
export interface TrustRequest {
  /** `sts:AssumeRole`, `sts:TagSession` … */
  action: string;
  /** Every name under which a policy may mean the caller. */
  principals: { AWS?: string[]; Service?: string[]; Federated?: string[] };
  /** Condition keys (in lower case) and their values; keys that do not apply are absent. */
  context: Record<string, string>;
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

function coversAction(statement: PolicyStatement, action: string) {
  const matches = (patterns: string[]) =>
    patterns.some(pattern => like(pattern.toLowerCase(), action.toLowerCase()));
  return statement.NotAction
    ? !matches(statement.NotAction)
    : matches(statement.Action ?? []);
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

function conditionsHold(
  statement: PolicyStatement,
  context: Record<string, string>,
) {
  return Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) =>
      holds(operator, context[key.toLowerCase()], expected),
    ),
  );
}

/** One operator applied to one key; several expected values mean "one of them" (or "none of them"). */
function holds(
  operator: string,
  actual: string | undefined,
  expected: string[],
): boolean {
  if (operator === 'Null') {
    return expected.includes(String(actual === undefined));
  }
  if (operator.endsWith('IfExists')) {
    return (
      actual === undefined ||
      holds(operator.slice(0, -'IfExists'.length), actual, expected)
    );
  }
  const test = operators[operator];
  if (!test) return false;
  const negated = negatedOperators.has(operator);
  // A key that is absent satisfies only the negated operators.
  if (actual === undefined) return negated;
  return expected.some(value => test(actual, value)) !== negated;
}

const negatedOperators = new Set([
  'StringNotEquals',
  'StringNotEqualsIgnoreCase',
  'StringNotLike',
  'ArnNotEquals',
  'ArnNotLike',
  'NotIpAddress',
]);

const equal = (actual: string, value: string) => actual === value;
const equalIgnoringCase = (actual: string, value: string) =>
  actual.toLowerCase() === value.toLowerCase();
const matching = (actual: string, value: string) => like(value, actual);

/** Each says whether the value is met; the negated ones are turned round above. */
const operators: Record<string, (actual: string, value: string) => boolean> = {
  StringEquals: equal,
  StringNotEquals: equal,
  StringEqualsIgnoreCase: equalIgnoringCase,
  StringNotEqualsIgnoreCase: equalIgnoringCase,
  StringLike: matching,
  StringNotLike: matching,
  ArnEquals: matching,
  ArnNotEquals: matching,
  ArnLike: matching,
  ArnNotLike: matching,
  Bool: equalIgnoringCase,
  IpAddress: inRange,
  NotIpAddress: inRange,
};

/** The condition operators that are understood here, `…IfExists` included. */
export function isConditionOperator(name: string) {
  const base = name.replace(/IfExists$/, '');
  return name === 'Null' || base in operators;
}

function inRange(address: string, range: string): boolean {
  const [net, bits] = range.split('/');
  const family = isIP(net) === 6 ? 'ipv6' : 'ipv4';
  if (!isIP(net) || !isIP(address)) return false;
  const list = new BlockList();
  list.addSubnet(net, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** IAM's wildcards: `*` is any text, `?` one character. */
function like(pattern: string, text: string): boolean {
  let [p, t, star, retry] = [0, 0, -1, 0];
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p;
      p += 1;
      retry = t;
    } else if (pattern[p] === '?' || pattern[p] === text[t]) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      retry += 1;
      t = retry;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(p));
}
