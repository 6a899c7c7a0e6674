import { exampleSpec } from '../__testUtils__/exampleSpec';
import { planText } from './planText';

const spec = exampleSpec();

describe('a plan', () => {
  it('reads line by line, and never shows what is hidden', () => {
    expect(
      planText('accessRole', spec, [
        { action: 'create', kind: 'iam policy', name: 'p' },
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
      ]),
    ).toEqual([
      'Plan for access role (AWS account 111122223333):',
      '  + iam policy p',
      '  ~ iam role r',
      '      PermissionsBoundary: none -> arn:b',
      '      AssumeRolePolicyDocument: differs (hidden)',
      '  ! x y: not ours',
    ]);
  });

  it('without changes says so', () => {
    expect(planText('agent', spec, [])).toEqual(['Agent is as asked for.']);
  });
});
