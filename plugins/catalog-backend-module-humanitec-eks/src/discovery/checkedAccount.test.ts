import { checkedAccount } from './checkedAccount';

describe('the AWS account of a cloud account', () => {
  it.each([
    ['the ARN of a role', ['arn:aws:iam::111122223333:role/x'], '111122223333'],
    [
      'the ARN of a session, elsewhere in AWS',
      ['arn:aws-cn:sts::111122223333:assumed-role/x/y', 'AROAX'],
      '111122223333',
    ],
    ['the ARN of a user', ['arn:aws:iam::111122223333:user/x'], '111122223333'],
    ['twelve digits', ['AIDAX', '111122223333'], '111122223333'],
    [
      'an ARN rather than digits, which may be of anything',
      ['444455556666', 'arn:aws:iam::111122223333:role/x'],
      '111122223333',
    ],
  ])('is told by %s', (_, fields, account) => {
    expect(checkedAccount(fields)).toBe(account);
  });

  it.each([
    ['there is none', ['AROAX', 'role x', '1111222233334']],
    ['there are several', ['111122223333', '444455556666']],
  ])('is not told where %s', (_, fields) => {
    expect(checkedAccount(fields)).toBeUndefined();
  });
});
