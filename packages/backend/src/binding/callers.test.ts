import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { humanitecEksBindingReadPermission } from 'backstage-plugin-humanitec-eks-common';
import { instantTimings } from 'sandbox';
import { auditLog } from '../__testUtils__/auditLog';
import { entitiesInCatalog } from '../__testUtils__/entitiesInCatalog';
import { signIn, signInConfig, signInFeatures } from '../__testUtils__/signIn';
import { startStack, Stack } from '../__testUtils__/startStack';
import {
  clusterEntity,
  pathOf,
  untilInCatalog,
} from './__testUtils__/clusterEntity';

jest.setTimeout(60_000);

/** Sam sees no clusters in the catalog, and no tasks; sue may not see bindings. */
const policy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'test-policy',
  register({ registerInit }) {
    registerInit({
      deps: { policy: policyExtensionPoint },
      async init(deps) {
        deps.policy.setPolicy({
          async handle({ permission }, user) {
            const name = user?.info.userEntityRef;
            const isSam = name === 'user:default/sam';
            if (isSam && isResourcePermission(permission, 'catalog-entity')) {
              return createCatalogConditionalDecision(permission, {
                not: catalogConditions.hasMetadata({
                  key: 'name',
                  value: 'hidden',
                }),
              });
            }
            const isRefused =
              (isSam && permission.name === 'scaffolder.task.read') ||
              (name === 'user:default/sue' &&
                isPermission(permission, humanitecEksBindingReadPermission));
            return {
              result: isRefused ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
            };
          },
        });
      },
    });
  },
});

const questions = ['binding', 'environments', 'history'] as const;

describe.each(questions)('who asks for the %s of a cluster', question => {
  const entities = entitiesInCatalog();
  const log = auditLog();
  let stack: Stack;
  let people: Record<'guest' | 'sam' | 'sue', Pick<Stack, 'api'>>;
  beforeAll(async () => {
    stack = await startStack(instantTimings, {
      appConfig: signInConfig,
      features: [...signInFeatures, policy, entities.feature, log.feature],
    });
    await entities.publish([clusterEntity('hidden'), clusterEntity('shown')]);
    const [guest, sam, sue] = await Promise.all(
      ['guest', 'sam', 'sue'].map(name =>
        signIn(stack.url, `user:default/${name}`),
      ),
    );
    people = { guest, sam, sue };
    await untilInCatalog(guest, 'hidden');
    await untilInCatalog(guest, 'shown');
  });
  afterAll(() => stack?.stop());
  beforeEach(() => {
    log.clear();
    stack.sandbox.world.calls.clear();
  });

  const ask = async (person: Pick<Stack, 'api'>, name: string) => {
    const { status, body } = await person.api.get(pathOf(name, question));
    return { status, error: body.error, body };
  };
  const inLog = (who: string, name: string) => ({
    eventId: 'binding',
    severityLevel: 'low',
    actor: expect.objectContaining({ actorId: `user:default/${who}` }),
    meta: expect.objectContaining({
      queryType: question,
      entityRef: `resource:default/${name}`,
    }),
  });

  it('is answered, and it is in the audit log', async () => {
    expect((await ask(people.guest, 'shown')).status).toBe(200);
    const event = inLog('guest', 'shown');
    expect(log.events).toEqual([
      expect.objectContaining({ ...event, status: 'initiated' }),
      expect.objectContaining({ ...event, status: 'succeeded' }),
    ]);
  });

  it('cannot tell a cluster that is hidden from one that is not there', async () => {
    expect((await ask(people.guest, 'hidden')).status).toBe(200);
    stack.sandbox.world.calls.clear();
    log.clear();
    const [hidden, absent] = [
      await ask(people.sam, 'hidden'),
      await ask(people.sam, 'absent'),
    ];
    expect(hidden).toMatchObject({
      status: 404,
      error: {
        name: 'NotFoundError',
        message: 'There is no resource:default/hidden.',
      },
    });
    expect(JSON.stringify(hidden).replaceAll('hidden', 'absent')).toBe(
      JSON.stringify(absent),
    );
    expect(stack.sandbox.world.calls.all()).toEqual([]);
    expect(log.events).toContainEqual(
      expect.objectContaining({ ...inLog('sam', 'hidden'), status: 'failed' }),
    );
  });

  it('is refused without the permission, whatever is there, and that is in the audit log', async () => {
    const [there, absent] = [
      await ask(people.sue, 'shown'),
      await ask(people.sue, 'absent'),
    ];
    expect(there).toMatchObject({
      status: 403,
      error: {
        name: 'NotAllowedError',
        message: 'You may not see Humanitec bindings.',
      },
    });
    expect(absent.error).toEqual(there.error);
    expect(stack.sandbox.world.calls.all()).toEqual([]);
    expect(log.events).toContainEqual(
      expect.objectContaining({
        ...inLog('sue', 'shown'),
        status: 'failed',
        error: expect.objectContaining({
          message: 'You may not see Humanitec bindings.',
        }),
      }),
    );
  });

  it('is refused without a sign-in', async () => {
    expect((await ask(stack, 'shown')).status).toBe(401);
  });
});
