import { instantTimings } from 'sandbox';
import { setTimeout as sleep } from 'node:timers/promises';
import { templateRefOf } from '../__testUtils__/actionTemplates';
import { identity } from '../__testUtils__/actionStack';
import { entitiesInCatalog } from '../__testUtils__/entitiesInCatalog';
import { runTemplate } from '../__testUtils__/scaffolder';
import { signIn, signInConfig, signInFeatures } from '../__testUtils__/signIn';
import { startStack, Stack } from '../__testUtils__/startStack';
import policyModule from '../policy/policyModule';
import {
  clusterEntity,
  pathOf,
  untilInCatalog,
} from './__testUtils__/clusterEntity';

jest.setTimeout(120_000);

const SAY = 'debug:log';
const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'debug.log', title: 'Say something' },
  spec: {
    type: 'test',
    parameters: [],
    steps: [{ id: 'say', name: 'Say', action: SAY, input: { message: 'Hi' } }],
  },
};

/** Of no team, so that the policy lets her see no bindings. */
const nora = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'nora' },
  spec: { memberOf: [] },
};

// The policy lets Sam see his own tasks only, and guest, of the platform team, all.
describe('the history of a cluster', () => {
  const entities = entitiesInCatalog();
  let stack: Stack;
  let sam: Pick<Stack, 'api'>;
  let guest: Pick<Stack, 'api'>;
  beforeAll(async () => {
    stack = await startStack(instantTimings, {
      appConfig: signInConfig,
      features: [...signInFeatures, policyModule, entities.feature],
    });
    await entities.publish([template, nora, clusterEntity('prod-cluster')]);
    [sam, guest] = await Promise.all(
      ['sam', 'guest'].map(name => signIn(stack.url, `user:default/${name}`)),
    );
    await untilInCatalog(guest, 'prod-cluster');
    const run = (person: Pick<Stack, 'api'>, values: object) =>
      runTemplate(person, templateRefOf(SAY), { ...values, note: 'not told' });
    await run(sam, identity);
    // SQLite keeps when a task was created to the second.
    await sleep(1_100);
    await run(guest, identity);
    await run(guest, { ...identity, clusterName: 'another-cluster' });
    await run(guest, { ...identity, region: 'us-east-1' });
    await run(guest, { ...identity, awsAccountId: '222233334444' });
  });
  afterAll(() => stack?.stop());

  const history = async ({ api }: Pick<Stack, 'api'>) => {
    const { body } = await api
      .get(pathOf('prod-cluster', 'history'))
      .expect(200);
    return body;
  };
  const taskOf = (user: string) => ({
    id: expect.any(String),
    templateRef: 'template:default/debug.log',
    title: 'Say something',
    status: 'completed',
    createdAt: expect.any(String),
    lastHeartbeatAt: expect.any(String),
    createdBy: `user:default/${user}`,
  });

  it('holds the tasks of this cluster and of no other, the latest first, and nothing that they were told', async () => {
    expect(await history(guest)).toEqual({
      items: [taskOf('guest'), taskOf('sam')],
      searched: 5,
      complete: true,
    });
  });

  it('holds only what the caller may see', async () => {
    expect(await history(sam)).toEqual({
      items: [taskOf('sam')],
      searched: 1,
      complete: true,
    });
  });

  it('is refused to somebody who may not see bindings', async () => {
    const { api } = await signIn(stack.url, 'user:default/nora');
    await api.get(pathOf('prod-cluster', 'history')).expect(403);
    await api.get(pathOf('prod-cluster')).expect(403);
  });

  it('is not there for an entity that is not there', async () => {
    await guest.api.get(pathOf('nobody', 'history')).expect(404);
  });
});
