import {
  BINDING_CHANGED_TOPIC,
  BindingEnvironments,
} from 'backstage-plugin-humanitec-eks-common';
import { instantTimings } from 'sandbox';
import { setTimeout as sleep } from 'node:timers/promises';
import { identity } from '../__testUtils__/actionStack';
import { onboardByEngine } from '../__testUtils__/engine';
import { entitiesInCatalog } from '../__testUtils__/entitiesInCatalog';
import { eventBus } from '../__testUtils__/eventBus';
import { startStack, Stack } from '../__testUtils__/startStack';
import { tamperWith } from '../__testUtils__/tamper';
import {
  clusterEntity,
  pathOf,
  untilInCatalog,
} from './__testUtils__/clusterEntity';

jest.setTimeout(120_000);

const name = 'named';

describe('the environments of a cluster', () => {
  const entities = entitiesInCatalog();
  const events = eventBus();
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack(instantTimings, {
      features: [entities.feature, events.feature],
    });
    await entities.publish([
      clusterEntity('named', {
        annotations: {
          'humanitec-eks/cluster-definition': identity.clusterName,
        },
      }),
    ]);
    await onboardByEngine(stack, { envType: 'production' });
    await untilInCatalog(stack, name);
  });
  afterAll(() => stack?.stop());
  beforeEach(async () => {
    stack.sandbox.world.faults.clear();
    await changed();
    stack.sandbox.world.calls.clear();
  });

  const changed = () => events.publish(BINDING_CHANGED_TOPIC, identity);
  const read = async (): Promise<BindingEnvironments> => {
    const { body } = await stack.api
      .get(pathOf(name, 'environments'))
      .expect(200);
    return body;
  };
  const calls = () =>
    stack.sandbox.world.calls.all().map(({ operation }) => operation);
  const deploy = async (comment: string) => {
    const tamper = tamperWith(stack, identity.clusterName);
    await tamper.humanitec('POST', '/apps/shop/envs/production/deploys', {
      comment,
    });
    // A deployment takes some seconds.
    stack.sandbox.world.clock.advance(30);
  };
  const states = ({ items }: BindingEnvironments) =>
    items.map(({ appId, envId, state }) => `${appId}/${envId} ${state}`);

  it('are read once for all who look at the same time, and soon after', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, read));
    expect(all).toEqual(Array(50).fill(all[0]));
    expect(states(all[0])).toContain('shop/production comes');
    const applications = new Set(all[0].items.map(({ appId }) => appId));
    expect(
      calls().filter(one => one === 'GET /orgs/{orgId}/apps/{appId}/envs'),
    ).toHaveLength(applications.size);
    stack.sandbox.world.calls.clear();
    expect(await read()).toEqual(all[0]);
    expect(calls()).toEqual([]);
  });

  it('are read again when a task has changed the binding', async () => {
    await read();
    await deploy('Release 4');
    expect(states(await read())).toContain('shop/production comes');
    await changed();
    const after = await read();
    expect(states(after)).toContain('shop/production here');
    expect(after.items).toContainEqual(
      expect.objectContaining({
        appId: 'shop',
        lastDeployment: expect.objectContaining({
          status: 'succeeded',
          comment: 'Release 4',
        }),
      }),
    );
  });

  it('are read again for who asks for what is fresh, and no more than once in two seconds', async () => {
    const readFresh = () =>
      stack.api.get(`${pathOf(name, 'environments')}?fresh=true`).expect(200);
    const comments = (environments: BindingEnvironments) =>
      environments.items.map(({ lastDeployment }) => lastDeployment?.comment);
    const before = await read();
    await deploy('Release 5');
    expect(await read()).toEqual(before);
    // What was begun less than two seconds ago is fresh.
    await sleep(2_100);
    expect(comments((await readFresh()).body)).toContain('Release 5');
    stack.sandbox.world.calls.clear();
    await Promise.all([readFresh(), readFresh(), read()]);
    expect(calls()).toEqual([]);
  });

  it('are unavailable when Humanitec refuses, in words of ours', async () => {
    stack.sandbox.world.faults.add({
      system: 'humanitec',
      times: 1_000,
      effect: { kind: 'error', status: 403, message: 'words of theirs' },
    });
    const { status, body } = await stack.api.get(pathOf(name, 'environments'));
    expect(status).toBe(503);
    expect(body.error.message).toMatch(
      new RegExp(
        `^Humanitec did not tell the environments of ${identity.clusterName}: GET /orgs/platform-org/\\S+ was refused \\(HTTP 403`,
      ),
    );
    expect(JSON.stringify(body)).not.toContain('words of theirs');
  });

  it('take nothing from the query', async () => {
    const { status } = await stack.api.get(
      `${pathOf(name, 'environments')}?clusterName=another`,
    );
    expect(status).toBe(400);
  });
});
