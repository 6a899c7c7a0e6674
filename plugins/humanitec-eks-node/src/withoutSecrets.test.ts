import { holdSecret } from './heldSecrets';
import { withoutSecrets } from './withoutSecrets';

describe("a system's own words", () => {
  it.each([
    ['token k8s-aws-v1.aHR0cHM6Ly9z refused', 'token <token> refused'],
    [
      'Authorization: Bearer abc.def-1 is bad',
      'Authorization: Bearer <token> is bad',
    ],
    ['token eyJhbGciOi.eyJzdWIi.c2ln', 'token <token>'],
    [
      'GET https://x/?a=1&X-Amz-Signature=abc&b=2',
      'GET https://x/?a=1&X-Amz-Signature=***&b=2',
    ],
    ['via http://user:pa55@proxy:3128/', 'via http://***@proxy:3128/'],
    [
      '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----',
      '<key>',
    ],
    ['cut -----BEGIN PRIVATE KEY-----\nMIIE', 'cut <key>'],
    ['two\nlines\u0007', 'two lines'],
  ])('%j reads %j', (text, clean) => {
    expect(withoutSecrets(text)).toBe(clean);
  });

  it('do not show what was sent in secret', () => {
    expect(withoutSecrets('id 0f6b-2c is taken', ['0f6b-2c'])).toBe(
      'id *** is taken',
    );
  });

  it('keep words that only look short and secret', () => {
    expect(withoutSecrets('a b c', ['a', ''])).toBe('a b c');
  });

  it('hold no secret that this process used in another call, however it is spelt', () => {
    const secret = 'wJalr/UtnFEMI+K7MDENG';
    holdSecret(secret);
    const spelt = [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
    ];
    expect(withoutSecrets(`got ${spelt.join(' and ')}`)).toBe(
      'got *** and *** and ***',
    );
  });

  it('hold no token of an AWS session that nobody knows', () => {
    expect(withoutSecrets(`token ${'IQoJ/b3+'.repeat(40)}= is old`)).toBe(
      'token <token> is old',
    );
  });

  it('have a bounded length', () => {
    expect(withoutSecrets('x '.repeat(2_500))).toHaveLength(1_001);
  });
});
