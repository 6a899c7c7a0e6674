import { instantTimings } from 'sandbox';
import { identity } from '../__testUtils__/actionStack';
import { signIn, signInConfig, signInFeatures } from '../__testUtils__/signIn';
import { startStack, Stack } from '../__testUtils__/startStack';
import policyModule from '../policy/policyModule';

jest.setTimeout(120_000);

const account = '111122223333';
const frankfurt = { awsAccountId: account, region: 'eu-central-1' };

type Person = Pick<Stack, 'api'>;

// Sam is of the shop team, which may use one account; guest is of the platform team, which may use all.
describe('a team that may use one organization and one account', () => {
  let stack: Stack;
  let sam: Person;
  let guest: Person;
  beforeAll(async () => {
    stack = await startStack(instantTimings, {
      appConfig: signInConfig,
      features: [...signInFeatures, policyModule],
    });
    [sam, guest] = await Promise.all(
      ['sam', 'guest'].map(name => signIn(stack.url, `user:default/${name}`)),
    );
  });
  afterAll(() => stack?.stop());
  beforeEach(() => stack.sandbox.world.calls.clear());

  const choices = (
    { api }: Person,
    kind: string,
    query: Record<string, string> = {},
  ) => api.get(`/api/humanitec-eks/v1/choices/${kind}`).query(query);

  it('is offered these, and others are offered theirs', async () => {
    const lists = async (person: Person) =>
      (
        await Promise.all([
          choices(person, 'organizations'),
          choices(person, 'awsAccounts'),
        ])
      ).map(({ body }) =>
        body.items.map(({ value }: { value: string }) => value),
      );
    expect(await lists(sam)).toEqual([['platform-org'], [account]]);
    expect(await lists(guest)).toEqual([
      ['platform-org', 'other-org', 'tokenless-org', 'gone-org'],
      [account, '222233334444'],
    ]);
  });

  it('looks into its own, and is refused before anything is asked what others may look up', async () => {
    expect((await choices(sam, 'subnets', frankfurt)).status).toBe(200);
    const other = { organization: 'gone-org' };
    expect((await choices(guest, 'applications', other)).status).toBe(503);
    stack.sandbox.world.calls.clear();
    expect((await choices(sam, 'applications', other)).status).toBe(404);
    expect(stack.sandbox.world.calls.all()).toEqual([]);
  });

  it.each([
    ['organization', 'other-org', 'nobody', 'applications'],
    ['awsAccountId', '222233334444', '999999999999', 'regions'],
  ])(
    'cannot tell an %s that it may not use from one that is not there',
    async (field, forbidden, missing, kind) => {
      const answerFor = async (id: string) => {
        const { status, body } = await choices(sam, kind, { [field]: id });
        const { api } = sam;
        const previews = await Promise.all([
          api
            .post('/api/humanitec-eks/v1/previews/onboarding')
            .send({ input: { ...identity, [field]: id } }),
          api
            .post('/api/humanitec-eks/v1/previews/removal')
            .send({ ...identity, [field]: id }),
        ]);
        return [
          [status, body.error.message],
          ...previews.map(answer => [answer.status, answer.body.error.message]),
        ].map(([code, text]) => [code, String(text).replaceAll(id, 'X')]);
      };
      const refused = await answerFor(forbidden);
      expect(refused.map(([code]) => code)).toEqual([404, 404, 404]);
      expect(refused).toEqual(await answerFor(missing));
      expect(stack.sandbox.world.calls.all()).toEqual([]);
    },
  );

  it('is asked to sign in first', async () => {
    const { status } = await choices(stack, 'organizations');
    expect(status).toBe(401);
  });
});
