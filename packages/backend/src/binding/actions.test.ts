import {
  actionsRegistryServiceFactory,
  actionsServiceFactory,
} from '@backstage/backend-defaults/alpha';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { instantTimings } from 'sandbox';
import { auditLog } from '../__testUtils__/auditLog';
import { onboardByEngine } from '../__testUtils__/engine';
import { entitiesInCatalog } from '../__testUtils__/entitiesInCatalog';
import { signIn, signInConfig, signInFeatures } from '../__testUtils__/signIn';
import { startStack, Stack } from '../__testUtils__/startStack';
import {
  clusterEntity,
  pathOf,
  untilInCatalog,
} from './__testUtils__/clusterEntity';

jest.setTimeout(120_000);

const NAME = 'prod-cluster';
const REF = `resource:default/${NAME}`;

/** Sue may nothing of ours. */
const policy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'test-policy',
  register({ registerInit }) {
    registerInit({
      deps: { policy: policyExtensionPoint },
      async init(deps) {
        deps.policy.setPolicy({
          async handle({ permission }, user) {
            const isRefused =
              user?.info.userEntityRef === 'user:default/sue' &&
              permission.name.startsWith('humanitecEks.');
            return {
              result: isRefused ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
            };
          },
        });
      },
    });
  },
});

type Person = Pick<Stack, 'api'>;

describe('the actions for MCP clients and templates', () => {
  const entities = entitiesInCatalog();
  const log = auditLog();
  let stack: Stack;
  let guest: Person;
  let sue: Person;
  beforeAll(async () => {
    stack = await startStack(instantTimings, {
      appConfig: {
        ...signInConfig,
        backend: { actions: { pluginSources: ['humanitec-eks'] } },
      },
      features: [
        ...signInFeatures,
        policy,
        entities.feature,
        log.feature,
        actionsRegistryServiceFactory,
        actionsServiceFactory,
      ],
    });
    await entities.publish([clusterEntity(NAME)]);
    await onboardByEngine(stack, { envType: 'production' });
    [guest, sue] = await Promise.all(
      ['guest', 'sue'].map(name => signIn(stack.url, `user:default/${name}`)),
    );
    await untilInCatalog(guest, NAME);
  });
  afterAll(() => stack?.stop());
  beforeEach(() => {
    log.clear();
    stack.sandbox.world.calls.clear();
  });

  const ACTIONS = '/api/humanitec-eks/.backstage/actions/v1/actions';
  const invoke = async ({ api }: Person, name: string, input: object) => {
    const { status, body } = await api
      .post(`${ACTIONS}/humanitec-eks:${name}/invoke`)
      .send(input);
    return { status, output: body.output, error: body.error };
  };

  it('only read, and say so', async () => {
    const { body } = await guest.api.get(ACTIONS).expect(200);
    expect(
      body.actions.map(({ id, attributes }: Record<string, unknown>) => [
        id,
        attributes,
      ]),
    ).toEqual(
      [
        'get-binding',
        'get-binding-environments',
        'list-bindings',
        'list-choices',
      ].map(name => [
        `humanitec-eks:${name}`,
        { readOnly: true, destructive: false, idempotent: true },
      ]),
    );
  });

  it('are there for templates, too', async () => {
    const { body } = await guest.api.get('/api/scaffolder/v2/actions');
    expect(body.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining([
        'humanitec-eks:get-binding',
        'humanitec-eks:get-binding-environments',
        'humanitec-eks:list-bindings',
        'humanitec-eks:list-choices',
      ]),
    );
  });

  it('tell of a cluster what its page is told, from the same reading', async () => {
    const { body } = await guest.api.get(pathOf(NAME)).expect(200);
    stack.sandbox.world.calls.clear();
    const { output } = await invoke(guest, 'get-binding', { entityRef: NAME });
    expect(output).toEqual(body);
    expect(output.verdict).toBe('ready');
    expect(stack.sandbox.world.calls.all()).toEqual([]);
  });

  it('tell of its environments what its page is told', async () => {
    const { body } = await guest.api
      .get(pathOf(NAME, 'environments'))
      .expect(200);
    const { output } = await invoke(guest, 'get-binding-environments', {
      entityRef: REF,
    });
    expect(output).toEqual(body);
    expect(output.items).toContainEqual(
      expect.objectContaining({ appId: 'shop', state: 'comes' }),
    );
  });

  it('tell of all clusters what their page is told', async () => {
    const query = { organization: ['platform-org'], limit: 10, search: NAME };
    const { output } = await invoke(guest, 'list-bindings', query);
    expect(output.items).toEqual([
      expect.objectContaining({ entityRef: REF, title: NAME }),
    ]);
    const { body } = await guest.api
      .get('/api/humanitec-eks/v1/bindings')
      .query(query);
    expect(output.counts.organization).toEqual(body.counts.organization);
    expect((await invoke(guest, 'list-bindings', { limit: 10 })).status).toBe(
      200,
    );
  });

  it('tell what the forms offer', async () => {
    const query = { awsAccountId: '111122223333', region: 'eu-central-1' };
    const asked = { kind: 'clusters', ...query };
    const { output } = await invoke(guest, 'list-choices', asked);
    const { body } = await guest.api
      .get('/api/humanitec-eks/v1/choices/clusters')
      .query(query);
    expect(output).toEqual(body);
    expect(output.items).toHaveLength(1);
  });

  it.each<[string, object, number, RegExp]>([
    ['get-binding', { entityRef: REF }, 403, /You may not see/],
    ['get-binding-environments', { entityRef: REF }, 403, /You may not see/],
    ['list-bindings', {}, 403, /You may not see/],
    [
      'list-choices',
      { kind: 'agents', organization: 'platform-org' },
      404,
      /^organization: there is no .* that you may use/,
    ],
  ])(
    'refuse who lacks the permission, and that is in the audit log: %s',
    async (name, input, status, words) => {
      const refused = await invoke(sue, name, input);
      expect(refused.status).toBe(status);
      expect(refused.error.message).toMatch(words);
      expect(stack.sandbox.world.calls.all()).toEqual([]);
      expect(log.events).toContainEqual(
        expect.objectContaining({
          status: 'failed',
          severityLevel: 'low',
          meta: expect.objectContaining({ caller: 'user:default/sue' }),
        }),
      );
    },
  );

  it('leave in the audit log who asked for what', async () => {
    await invoke(guest, 'get-binding', { entityRef: REF });
    expect(log.events).toContainEqual(
      expect.objectContaining({
        eventId: 'binding',
        status: 'succeeded',
        meta: {
          queryType: 'binding',
          entityRef: REF,
          fresh: false,
          caller: 'user:default/guest',
        },
      }),
    );
  });

  it.each<[string, object, number]>([
    ['get-binding', {}, 400],
    ['get-binding', { entityRef: ':/' }, 400],
    ['get-binding', { entityRef: REF, organization: 'platform-org' }, 400],
    ['get-binding', { entityRef: 'resource:default/absent' }, 404],
    ['list-bindings', { limit: 1_000 }, 400],
    ['list-choices', { kind: 'secrets' }, 404],
    ['list-choices', { kind: 'agents' }, 400],
  ])('refuse what is wrong: %s %j', async (name, input, status) => {
    expect((await invoke(guest, name, input)).status).toBe(status);
  });

  it('are not for who has not signed in', async () => {
    const { status } = await invoke(stack, 'get-binding', { entityRef: REF });
    expect(status).toBe(401);
  });
});
