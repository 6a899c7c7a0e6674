import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalog from '@backstage/plugin-catalog-backend';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import humanitecEks from 'backstage-plugin-humanitec-eks-backend';
import { instantTimings } from 'sandbox';
import request from 'supertest';
import { entitiesInCatalog } from '../__testUtils__/entitiesInCatalog';
import { signIn, signInConfig, signInFeatures } from '../__testUtils__/signIn';
import { startStack } from '../__testUtils__/startStack';
import {
  clusterEntity,
  pathOf,
  untilInCatalog,
} from './__testUtils__/clusterEntity';

jest.setTimeout(60_000);

const NAME = 'prod-cluster';

/** Nobody may read tasks. */
const policy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'no-task-read-policy',
  register({ registerInit }) {
    registerInit({
      deps: { policy: policyExtensionPoint },
      async init(deps) {
        deps.policy.setPolicy({
          handle: async ({ permission: { name } }) => ({
            result:
              name === 'scaffolder.task.read'
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          }),
        });
      },
    });
  },
});

/** A catalog and the plugin, and nothing else; `scaffolderUrl` is where discovery says that the scaffolder is. */
async function withoutScaffolder({ scaffolderUrl = '' } = {}) {
  const entities = entitiesInCatalog();
  let port = 0;
  const urlOf = async (plugin: string) =>
    plugin === 'scaffolder' && scaffolderUrl
      ? scaffolderUrl
      : `http://127.0.0.1:${port}/api/${plugin}`;
  const backend = await startTestBackend({
    features: [
      catalog,
      humanitecEks,
      entities.feature,
      createServiceFactory({
        service: coreServices.discovery,
        deps: {},
        factory: () => ({ getBaseUrl: urlOf, getExternalBaseUrl: urlOf }),
      }),
      mockServices.rootConfig.factory({
        data: {
          catalog: { rules: [{ allow: ['Resource'] }] },
          humanitecEks: {
            organizations: [{ id: 'platform-org', token: 'none' }],
          },
        },
      }),
    ],
  });
  port = backend.server.port();
  const api = request(backend.server);
  await entities.publish([clusterEntity(NAME)]);
  await untilInCatalog({ api }, NAME);
  return { api, stop: () => backend.stop() };
}

describe('the history of a cluster, when the scaffolder tells nothing', () => {
  it('is refused when the scaffolder refuses', async () => {
    const entities = entitiesInCatalog();
    const stack = await startStack(instantTimings, {
      appConfig: signInConfig,
      features: [...signInFeatures, policy, entities.feature],
    });
    await entities.publish([clusterEntity(NAME)]);
    const guest = await signIn(stack.url, 'user:default/guest');
    await untilInCatalog(guest, NAME);
    const { status, body } = await guest.api.get(pathOf(NAME, 'history'));
    await stack.stop();
    expect(status).toBe(403);
    expect(body.error).toEqual({
      name: 'NotAllowedError',
      message: 'You may not see tasks of the scaffolder.',
    });
  });

  it('is unavailable when there is no scaffolder', async () => {
    const { api, stop } = await withoutScaffolder();
    const { status, body } = await api.get(pathOf(NAME, 'history'));
    await stop();
    expect(status).toBe(503);
    expect(body.error).toEqual({
      name: 'ServiceUnavailableError',
      message:
        'The scaffolder did not tell its tasks (HTTP 404). Check that @backstage/plugin-scaffolder-backend is installed and running.',
    });
  });

  it('is unavailable when the scaffolder cannot be reached', async () => {
    const { api, stop } = await withoutScaffolder({
      scaffolderUrl: 'http://127.0.0.1:1/api/scaffolder',
    });
    const { status, body } = await api.get(pathOf(NAME, 'history'));
    await stop();
    expect(status).toBe(503);
    expect(body.error).toEqual({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(/^The scaffolder could not be asked/),
    });
  });
});
