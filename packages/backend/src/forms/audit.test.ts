import {
  AuditorEvent,
  DefaultAuditorService,
} from '@backstage/backend-defaults/auditor';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { instantTimings } from 'sandbox';
import { identity } from '../__testUtils__/actionStack';
import { startStack, Stack } from '../__testUtils__/startStack';

jest.setTimeout(60_000);

let events: AuditorEvent[];

/** Backstage's own auditor, read here instead of in the backend's log. */
const auditor = createServiceFactory({
  service: coreServices.auditor,
  deps: {
    auth: coreServices.auth,
    httpAuth: coreServices.httpAuth,
    plugin: coreServices.pluginMetadata,
  },
  factory: deps =>
    DefaultAuditorService.create(event => {
      if (event.plugin === 'humanitec-eks') events.push(event);
    }, deps),
});

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
    stack = await startStack(instantTimings, { features: [auditor] });
  });
  afterAll(() => stack?.stop());
  beforeEach(() => {
    events = [];
  });

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
    expect(events).toEqual([
      expect.objectContaining({ ...told(identity), status: 'initiated' }),
      expect.objectContaining({ ...told(identity), status: 'succeeded' }),
    ]);
  });

  it('that is refused is there with the reason', async () => {
    const another = { ...identity, awsAccountId: '999999999999' };
    expect((await ask(stack.api, another)).status).toBe(404);
    expect(events).toEqual([
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
