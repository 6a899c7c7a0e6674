import {
  bindingSpec,
  BindingEnvironments,
} from 'backstage-plugin-humanitec-eks-common';
import { bindingEnvironments } from 'backstage-plugin-humanitec-eks-node';
import {
  ActionStack,
  identity,
  startActionStack,
} from '../__testUtils__/actionStack';
import { connectEngine } from '../__testUtils__/engine';
import { BoundCluster, boundCluster } from './__testUtils__/boundCluster';

jest.setTimeout(120_000);

const definition = `/resources/defs/${identity.clusterName}`;

describe('the environments of a binding', () => {
  let stack: ActionStack;
  let cluster: BoundCluster;
  beforeAll(async () => {
    stack = await startActionStack();
    cluster = await boundCluster(stack, {
      criteria: [{ envType: 'production' }],
    });
  });
  afterAll(() => stack?.stop());
  beforeEach(() => cluster.back());

  const read = async (): Promise<BindingEnvironments> =>
    bindingEnvironments(bindingSpec(identity), await connectEngine(stack));
  const deploy = async (app: string, env: string) => {
    await stack.tamper.humanitec('POST', `/apps/${app}/envs/${env}/deploys`, {
      comment: 'Release 4',
    });
    // A deployment takes some seconds.
    stack.sandbox.world.clock.advance(30);
  };
  const stateOf = ({ items }: BindingEnvironments, app: string, env: string) =>
    items.find(({ appId, envId }) => appId === app && envId === env)?.state;

  it('come with their next deployment, whatever was deployed elsewhere before', async () => {
    const { items, total } = await read();
    expect(items).toContainEqual(
      expect.objectContaining({
        appId: 'shop',
        envId: 'production',
        envType: 'production',
        state: 'comes',
      }),
    );
    expect(total).toBe(items.length);
    expect(items.map(({ envType }) => envType)).toEqual(
      items.map(() => 'production'),
    );
  });

  it('are here once they were deployed, with the last deployment', async () => {
    await deploy('shop', 'production');
    const { items } = await read();
    expect(items.find(({ appId }) => appId === 'shop')).toMatchObject({
      state: 'here',
      lastDeployment: {
        id: expect.any(String),
        status: 'succeeded',
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        comment: 'Release 4',
      },
    });
  });

  it('leave when no rule brings them here any more', async () => {
    await deploy('shop', 'production');
    const { criteria } = await stack.tamper.humanitec('GET', definition);
    await stack.tamper.humanitec(
      'DELETE',
      `${definition}/criteria/${criteria[0].id}?force=true`,
    );
    const found = await read();
    expect(stateOf(found, 'shop', 'production')).toBe('leaves');
    expect(found.total).toBe(1);
  });

  it('are in order, and of very many the first two hundred, with deployments of the first 25 applications', async () => {
    for (let i = 0; i < 30; i += 1) {
      const app = `app-${String(i).padStart(2, '0')}`;
      await stack.tamper.humanitec('POST', '/apps', { id: app, name: app });
      for (let j = 0; j < 7; j += 1) {
        const env = { id: `e${j}`, name: `e${j}`, type: 'production' };
        await stack.tamper.humanitec('POST', `/apps/${app}/envs`, env);
      }
    }
    stack.sandbox.world.calls.clear();
    const { items, total } = await read();
    expect(items).toHaveLength(200);
    expect(total).toBeGreaterThan(210);
    const names = items.map(({ appId, envId }) => `${appId}/${envId}`);
    expect(names).toEqual([...names].sort());
    const asked = stack.sandbox.world.calls
      .all()
      .filter(({ operation }) => operation.endsWith('/apps/{appId}/envs'));
    expect(asked).toHaveLength(25);
  });

  it('cannot be told when Humanitec does not tell', async () => {
    stack.sandbox.world.faults.add({
      system: 'humanitec',
      times: 100,
      effect: { kind: 'error', status: 403 },
    });
    await expect(read()).rejects.toThrow('HTTP 403');
  });
});
