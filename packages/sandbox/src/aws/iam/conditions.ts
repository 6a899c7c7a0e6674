// The Condition element of a policy statement.
import { BlockList, isIP } from 'node:net';
import { PolicyStatement } from './policyDocument';
import { like } from './wildcards';

/** Condition keys (in lower case) and their values; keys that do not apply are absent. */
export type Context = Record<string, string | readonly string[]>;

/** Every operator and every key must hold. */
export function conditionsHold(
  { Condition: condition = {} }: PolicyStatement,
  context: Context,
): boolean {
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) =>
      holds(operator, valuesOf(context, key), expected),
    ),
  );
}

/** The keys that a statement asks for, as it spells them. */
export function conditionKeys({
  Condition: condition = {},
}: PolicyStatement): string[] {
  return Object.values(condition).flatMap(keys => Object.keys(keys));
}

/** The condition operators that are understood here, `…IfExists` and `For…Values:` included. */
export function isConditionOperator(name: string) {
  const base = name
    .replace(/^For(Any|All)Values:/, '')
    .replace(/IfExists$/, '');
  return name === 'Null' || base in operators;
}

export function valuesOf(
  context: Context,
  key: string,
): readonly string[] | undefined {
  const value = context[key.toLowerCase()];
  return typeof value === 'string' ? [value] : value;
}

/** One operator applied to one key; several expected values mean "one of them" (or "none of them"). */
function holds(
  operator: string,
  actual: readonly string[] | undefined,
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
  const [set, name = set] = operator.split(':');
  const test = operators[name];
  if (!test) return false;
  const negated = negatedOperators.has(name);
  const meets = (value: string) =>
    expected.some(one => test(value, one)) !== negated;
  if (set === 'ForAllValues') return (actual ?? []).every(meets);
  if (set === 'ForAnyValue') return (actual ?? []).some(meets);
  // A key that is absent satisfies only the negated operators.
  return actual === undefined ? negated : actual.every(meets);
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

function inRange(address: string, range: string): boolean {
  const [net, bits] = range.split('/');
  const family = isIP(net) === 6 ? 'ipv6' : 'ipv4';
  if (!isIP(net) || !isIP(address)) return false;
  const list = new BlockList();
  list.addSubnet(net, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
