import { instantTimings } from 'sandbox';
import { identity } from '../__testUtils__/actionStack';
import { auditLog } from '../__testUtils__/auditLog';
import { startStack, Stack } from '../__testUtils__/startStack';

jest.setTimeout(60_000);

const log = auditLog();

const requests: [
  what: string,
  event: { eventId: string; queryType: string },
  ask: (
    api: Stack['api'],
    asked: typeof identity,
  ) => PromiseLike<{ status: number }>,
][] = [
  [
    'a look-up',
    { eventId: 'choices', queryType: 'subnets' },
    (api, { awsAccountId, region }) =>
      api
        .get('/api/humanitec-eks/v1/choices/subnets')
        .query({ awsAccountId, region }),
  ],
  [
    'a preview of an onboarding',
    { eventId: 'preview', queryType: 'onboarding' },
    (api, asked) =>
      api
        .post('/api/humanitec-eks/v1/previews/onboarding')
        .send({ input: { ...asked, envType: 'production' } }),
  ],
  [
    'a preview of a removal',
    { eventId: 'preview', queryType: 'removal' },
    (api, asked) =>
      api.post('/api/humanitec-eks/v1/previews/removal').send(asked),
  ],
];

describe.each(requests)('%s for a form', (_, { eventId, queryType }, ask) => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack(instantTimings, { features: [log.feature] });
  });
  afterAll(() => stack?.stop());
  beforeEach(() => log.clear());

  const told = ({ awsAccountId, region }: typeof identity) => ({
    eventId,
    meta: expect.objectContaining({ queryType, awsAccountId, region }),
    severityLevel: 'low',
    actor: expect.objectContaining({ actorId: 'user:default/mock' }),
    request: expect.objectContaining({
      url: expect.stringContaining('/api/humanitec-eks/v1/'),
    }),
  });

  it('is in the audit log: who asked for what, and that it went well', async () => {
    expect((await ask(stack.api, identity)).status).toBe(200);
    expect(log.events).toEqual([
      expect.objectContaining({ ...told(identity), status: 'initiated' }),
      expect.objectContaining({ ...told(identity), status: 'succeeded' }),
    ]);
  });

  it('that is refused is there with the reason', async () => {
    const another = { ...identity, awsAccountId: '999999999999' };
    expect((await ask(stack.api, another)).status).toBe(404);
    expect(log.events).toEqual([
      expect.objectContaining({ ...told(another), status: 'initiated' }),
      expect.objectContaining({
        ...told(another),
        status: 'failed',
        error: expect.objectContaining({
          message: expect.stringMatching(/^awsAccountId: there is no/),
        }),
      }),
    ]);
  });
});
