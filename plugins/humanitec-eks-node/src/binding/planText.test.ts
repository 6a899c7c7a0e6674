import type { Change } from 'backstage-plugin-humanitec-eks-common';
import { exampleSpec } from '../__testUtils__/exampleSpec';
import { planCount, planText } from './planText';

const spec = exampleSpec();

describe('a plan', () => {
  it('reads line by line, and never shows what is hidden', () => {
    expect(
      planText('accessRole', spec, {
        changes: [
          {
            action: 'create',
            kind: 'iam policy',
            name: 'p',
            fields: [
              { path: 'Document', to: ['a', 'b'] },
              { path: 'secret', hidden: true },
            ],
          },
          {
            action: 'update',
            kind: 'iam role',
            name: 'r',
            fields: [
              { path: 'PermissionsBoundary', from: undefined, to: 'arn:b' },
              { path: 'AssumeRolePolicyDocument', hidden: true },
            ],
          },
          { action: 'refuse', kind: 'x', name: 'y', reason: 'not ours' },
        ],
        unchanged: [{ kind: 'z', name: 'u' }],
      }),
    ).toEqual([
      'Plan for access role (AWS account 111122223333):',
      '  + iam policy p',
      '      Document: a, b',
      '      secret: (hidden)',
      '  ~ iam role r',
      '      PermissionsBoundary: none -> arn:b',
      '      AssumeRolePolicyDocument: differs (hidden)',
      '  ! x y: not ours',
      '  = z u',
    ]);
  });

  it('without changes says so', () => {
    const unchanged = [{ kind: 'agent', name: 'a' }];
    expect(planText('agent', spec, { changes: [], unchanged })).toEqual([
      'Agent is as asked for (cluster eks-automode-prod).',
      '  = agent a',
    ]);
  });

  it('is counted, before and after', () => {
    const change = (action: Change['action']): Change => ({
      action,
      kind: 'x',
      name: 'y',
    });
    const changes = [
      change('create'),
      change('create'),
      change('update'),
      change('adopt'),
      change('delete'),
    ];
    const unchanged = [{ kind: 'z', name: 'u' }];
    expect(planCount({ changes, unchanged }, 'before')).toBe(
      '2 to create, 1 to change, 1 to take over, 1 to delete, 1 unchanged',
    );
    expect(
      planCount({ changes: [change('create')], unchanged: [] }, 'after'),
    ).toBe('1 created');
  });
});
