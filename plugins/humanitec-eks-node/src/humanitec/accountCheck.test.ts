import { otherRole } from './accountCheck';

const role = 'arn:aws:iam::111122223333:role/teams/platform/humanitec';

describe('the identity that a check of a cloud account tells', () => {
  it.each([
    ['the role itself', [role]],
    ['the role without its path', ['arn:aws:iam::111122223333:role/humanitec']],
    [
      'a session of the role',
      ['arn:aws:sts::111122223333:assumed-role/humanitec/session'],
    ],
    [
      'the role among other fields',
      ['111122223333', 'arn:aws:iam::111122223333:role/x', role],
    ],
    ['nothing', []],
    ['fields that name no role', ['111122223333', 'AROA123', 'humanitec']],
  ])('is held to be the role when it is %s', (_, fields) => {
    expect(otherRole(fields, role)).toBeUndefined();
  });

  it.each([
    'arn:aws:iam::111122223333:role/other',
    'arn:aws:iam::222233334444:role/teams/platform/humanitec',
    'arn:aws:sts::111122223333:assumed-role/other/humanitec',
    'arn:aws-us-gov:iam::111122223333:role/humanitec-2',
  ])('is another role when it is %s', arn => {
    expect(otherRole(['111122223333', arn], role)).toBe(arn);
  });
});
