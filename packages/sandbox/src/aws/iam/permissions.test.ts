import { policy, Statement } from '../__testUtils__/policy';
import { Context } from './conditions';
import { decide } from './permissions';

const role = 'arn:aws:iam::111122223333:role/eks/node';

function decisionOf(
  statements: Statement[],
  {
    action = 'iam:GetRole',
    resource = role,
    context = {} as Context,
    boundary = undefined as Statement[] | undefined,
  } = {},
) {
  const document = policy(...statements);
  const found = decide(
    {
      policies: [{ id: 'p', type: 'role', document }],
      boundary: boundary && policy(...boundary),
    },
    { action, resource, context },
  );
  return found.decision;
}

describe('what a principal may do', () => {
  it.each<[string, Statement[], string]>([
    [
      'nothing without a statement on it',
      [{ Action: 'iam:ListRoles' }],
      'implicitDeny',
    ],
    ['what a statement allows', [{ Action: 'iam:GetRole' }], 'allowed'],
    ['in any case of the action', [{ Action: 'IAM:getrole' }], 'allowed'],
    ['what a wildcard covers', [{ Action: ['eks:*', 'iam:Get*'] }], 'allowed'],
    [
      'one character for a question mark',
      [{ Action: 'iam:GetRol?' }],
      'allowed',
    ],
    [
      'all but what NotAction names',
      [{ NotAction: 'iam:GetRole' }],
      'implicitDeny',
    ],
    [
      'on the resources that it names',
      [{ Action: '*', Resource: 'arn:aws:iam::111122223333:role/*' }],
      'allowed',
    ],
    [
      'on no others',
      [{ Action: '*', Resource: 'arn:aws:iam::111122223333:role/node' }],
      'implicitDeny',
    ],
    [
      'on none that NotResource names',
      [{ Action: '*', NotResource: role }],
      'implicitDeny',
    ],
    [
      'not what another statement denies',
      [{ Action: '*' }, { Effect: 'Deny', Action: 'iam:*', Resource: role }],
      'explicitDeny',
    ],
  ])('%s', (_, statements, decision) => {
    expect(decisionOf(statements)).toBe(decision);
  });

  it('is not more than the boundary allows', () => {
    const all = [{ Action: '*' }];
    const boundary = [{ Action: 'eks:*' }];
    expect(decisionOf(all, { boundary })).toBe('implicitDeny');
    expect(decisionOf(all, { boundary, action: 'eks:ListClusters' })).toBe(
      'allowed',
    );
    const other = [{ Action: 'iam:ListRoles' }];
    expect(decisionOf(other, { boundary: all })).toBe('implicitDeny');
  });

  it('fills in policy variables', () => {
    const own = [
      { Action: '*', Resource: 'arn:aws:iam::1:user/${aws:username}' },
    ];
    const resource = 'arn:aws:iam::1:user/kim';
    expect(
      decisionOf(own, { resource, context: { 'aws:username': 'kim' } }),
    ).toBe('allowed');
    expect(
      decisionOf(own, { resource, context: { 'aws:username': 'lee' } }),
    ).toBe('implicitDeny');
    expect(decisionOf(own, { resource })).toBe('implicitDeny');
  });
});

describe('conditions', () => {
  it.each<[string, Record<string, string | string[]>, Context, boolean]>([
    ['StringEquals', { a: ['x', 'y'] }, { a: 'y' }, true],
    ['StringEquals', { A: 'x' }, { a: 'x' }, true],
    ['StringEquals', { a: 'x' }, { a: 'X' }, false],
    ['StringEquals', { a: 'x' }, {}, false],
    ['StringEquals', { a: 'x', b: 'y' }, { a: 'x' }, false],
    ['StringNotEquals', { a: 'x' }, { a: 'y' }, true],
    ['StringNotEquals', { a: 'x' }, {}, true],
    ['StringLike', { a: 'eks-*' }, { a: 'eks-prod' }, true],
    ['StringLike', { a: 'eks-*' }, { a: 'prod' }, false],
    ['StringEqualsIfExists', { a: 'x' }, {}, true],
    ['StringEqualsIfExists', { a: 'x' }, { a: 'y' }, false],
    ['Bool', { a: 'true' }, { a: 'true' }, true],
    ['Null', { a: 'true' }, {}, true],
    ['Null', { a: 'true' }, { a: 'x' }, false],
    ['ForAnyValue:StringEquals', { a: ['x', 'y'] }, { a: ['z', 'y'] }, true],
    ['ForAnyValue:StringEquals', { a: 'x' }, { a: ['y', 'z'] }, false],
    ['ForAnyValue:StringEquals', { a: 'x' }, {}, false],
    ['ForAnyValue:StringLike', { a: 'eks-*' }, { a: ['z', 'eks-1'] }, true],
    ['ForAllValues:StringEquals', { a: ['x', 'y'] }, { a: ['x'] }, true],
    ['ForAllValues:StringEquals', { a: ['x', 'y'] }, { a: ['x', 'z'] }, false],
    ['ForAllValues:StringEquals', { a: 'x' }, {}, true],
    ['IpAddress', { a: '10.0.0.0/8' }, { a: '10.1.2.3' }, true],
    ['NumericEquals', { a: '1' }, { a: '1' }, false],
  ])('%s %j of %j: %s', (operator, keys, context, holds) => {
    const statement = { Action: '*', Condition: { [operator]: keys } };
    expect(decisionOf([statement], { context })).toBe(
      holds ? 'allowed' : 'implicitDeny',
    );
  });

  it('name the keys that the request does not carry', () => {
    const pass = policy(
      {
        Action: 'iam:PassRole',
        Condition: { StringEquals: { 'iam:PassedToService': 'a' } },
      },
      {
        Action: 'iam:Tag*',
        Condition: { Bool: { 'aws:SecureTransport': 'true' } },
      },
    );
    const { decision, missingKeys } = decide(
      { policies: [{ id: 'p', type: 'role', document: pass }] },
      { action: 'iam:PassRole', resource: role, context: {} },
    );
    expect({ decision, missingKeys }).toEqual({
      decision: 'implicitDeny',
      missingKeys: ['iam:PassedToService'],
    });
  });
});
