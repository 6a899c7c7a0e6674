import { createBackendModule } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { instantTimings } from 'sandbox';
import { identity } from '../__testUtils__/actionStack';
import { awaitTask, startTask } from '../__testUtils__/scaffolder';
import { signIn, signInConfig, signInFeatures } from '../__testUtils__/signIn';
import { startStack, Stack } from '../__testUtils__/startStack';

jest.setTimeout(60_000);

/** Sam may do everything but read tasks. */
const policy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'no-task-read-policy',
  register({ registerInit }) {
    registerInit({
      deps: { permissions: policyExtensionPoint },
      async init({ permissions }) {
        permissions.setPolicy({
          async handle({ permission: { name } }, user) {
            const refused =
              name === 'scaffolder.task.read' &&
              user?.info.userEntityRef === 'user:default/sam';
            return {
              result: refused ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
            };
          },
        });
      },
    });
  },
});

describe('a run of somebody who may not read tasks', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack(instantTimings, {
      appConfig: signInConfig,
      features: [...signInFeatures, policy],
    });
  });
  afterAll(() => stack?.stop());

  it('completes without the durations of its steps, says why, and tells the rest', async () => {
    const [sam, guest] = await Promise.all(
      ['sam', 'guest'].map(name => signIn(stack.url, `user:default/${name}`)),
    );
    const id = await startTask(sam, 'template:default/offboard-eks-cluster', {
      ...identity,
      confirm: identity.clusterName,
      keepCluster: true,
    });
    const { status, log } = await awaitTask(guest, id);
    expect(status).toBe('completed');
    expect(log).toContain('Nothing of this binding is there.');
    expect(log).toMatch(/The durations of the steps cannot be told: \S+/);
    expect(log).not.toContain('All steps, in');
    expect(log).toMatch(/Cluster in AWS: https:\S+eks-automode-prod/);
  });
});
