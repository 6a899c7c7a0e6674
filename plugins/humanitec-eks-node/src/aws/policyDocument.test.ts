import { PolicyDocument, sameStatements, statementsOf } from './policyDocument';

type Statement = PolicyDocument['Statement'][number];

const read: Statement = {
  Effect: 'Allow',
  Action: ['eks:DescribeCluster', 'eks:ListNodegroups'],
  Resource: '*',
};

describe('two policy documents', () => {
  it.each<[string, Statement, boolean]>([
    [
      'in another order',
      { ...read, Action: ['eks:ListNodegroups', 'eks:DescribeCluster'] },
      true,
    ],
    ['with a list of one', { ...read, Resource: ['*'] }, true],
    [
      'with keys in another order',
      { Resource: '*', Action: read.Action, Effect: 'Allow' },
      true,
    ],
    [
      'with an action more',
      { ...read, Action: ['eks:*', ...(read.Action ?? [])] },
      false,
    ],
    ['that deny', { ...read, Effect: 'Deny' }, false],
    [
      'with a condition',
      { ...read, Condition: { StringEquals: { a: 'b' } } },
      false,
    ],
  ])('%s: the same is %s', (_, other, same) => {
    expect(sameStatements([read], [other])).toBe(same);
  });
});

describe('the statements of a document', () => {
  it('are read from URL-encoded JSON, as IAM returns it', () => {
    const document = { Version: '2012-10-17', Statement: read };
    const encoded = encodeURIComponent(JSON.stringify(document));
    expect(statementsOf(encoded)).toEqual([read]);
  });

  it.each([undefined, 'no%20json', encodeURIComponent('{"Statement":1}')])(
    'are none in %p',
    encoded => {
      expect(statementsOf(encoded)).toEqual([]);
    },
  );
});

it('a condition says the same as text and as a JSON boolean', () => {
  const secure = (value: boolean | string): Statement => ({
    ...read,
    Condition: { Bool: { 'aws:SecureTransport': value } },
  });
  expect(sameStatements([secure(true)], [secure('true')])).toBe(true);
  expect(sameStatements([secure(true)], [secure(false)])).toBe(false);
});
