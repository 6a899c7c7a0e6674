import { convergence } from '../__testUtils__/convergence';

const id = 'eks-automode-prod';
const path = `/resources/defs/${id}`;
const addRule = 'POST /orgs/{orgId}/resources/defs/{defId}/criteria';
const dropRule =
  'DELETE /orgs/{orgId}/resources/defs/{defId}/criteria/{criteriaId}';
const patch = 'PATCH /orgs/{orgId}/resources/defs/{defId}';
const put = 'PUT /orgs/{orgId}/resources/defs/{defId}';
const loadBalancer = {
  loadBalancer: 'lb.example.com',
  loadBalancerHostedZone: 'Z123',
};
const criteria = [
  { envType: 'production' },
  { envType: 'staging', appId: 'shop', class: 'gpu' },
];
const values = (changed: Record<string, unknown>) => ({
  driver_inputs: { values: changed },
});

const part = convergence({
  part: 'clusterDefinition',
  input: { criteria, clusterDefinition: loadBalancer },
  after: [
    ['humanitec-eks:accessRole:apply'],
    ['humanitec-eks:cloudAccount:apply'],
    ['humanitec-eks:agentDefinition:apply', { criteria }],
  ],
  drifts: {
    name: {
      tamper: async ({ humanitec }) => {
        const { name } = await humanitec('GET', path);
        await humanitec('PATCH', path, { name: `Renamed ${name}` });
      },
      shows: /name: Renamed eks-automode-prod/,
      repairedBy: [patch],
    },
    driver_type: {
      tamper: async ({ humanitec }) => {
        const { name, driver_inputs } = await humanitec('GET', path);
        await humanitec('PUT', path, {
          name,
          driver_type: 'humanitec/echo',
          driver_inputs,
        });
      },
      shows:
        /driver_type: humanitec\/echo -> humanitec\/k8s-cluster-eks.*driver_account: none -> eks-automode-prod/s,
      repairedBy: [put],
    },
    driver_account: {
      tamper: ({ humanitec }) =>
        humanitec('PATCH', path, { driver_account: 'platform-nonprod' }),
      shows: /driver_account: platform-nonprod -> eks-automode-prod/,
      repairedBy: [patch],
    },
    region: {
      tamper: ({ humanitec }) =>
        humanitec('PATCH', path, values({ region: 'us-east-1' })),
      shows: /driver_inputs\.values\.region: us-east-1 -> eu-central-1/,
      repairedBy: [patch],
    },
    'cluster name': {
      tamper: ({ humanitec }) =>
        humanitec('PATCH', path, values({ name: 'another' })),
      shows: /driver_inputs\.values\.name: another -> eks-automode-prod/,
      repairedBy: [patch],
    },
    'load balancer': {
      tamper: ({ humanitec }) =>
        humanitec('PATCH', path, values({ loadbalancer: 'old.example.com' })),
      shows: /loadbalancer: old\.example\.com -> lb\.example\.com/,
      repairedBy: [patch],
    },
    'hosted zone of the load balancer': {
      tamper: ({ humanitec }) =>
        humanitec('PATCH', path, values({ loadbalancer_hosted_zone: null })),
      shows: /loadbalancer_hosted_zone: none -> Z123/,
      repairedBy: [patch],
    },
    'agent_url, inherited from the wrong resource': {
      tamper: ({ humanitec }) =>
        humanitec('PATCH', path, {
          driver_inputs: {
            secrets: { agent_url: '${resources.agent.outputs.url}' },
          },
        }),
      shows: /driver_inputs\.secrets\.agent_url: differs \(hidden\)/,
      repairedBy: [patch],
    },
    'agent_url, which is missing': {
      tamper: ({ humanitec }) =>
        humanitec('PATCH', path, {
          driver_inputs: { secrets: { agent_url: null } },
        }),
      shows: /driver_inputs\.secrets\.agent_url: differs \(hidden\)/,
      repairedBy: [patch],
    },
    'a criterion that is missing': {
      tamper: async ({ humanitec }) => {
        const { criteria: rules } = await humanitec('GET', path);
        await humanitec('DELETE', `${path}/criteria/${rules[0].id}`);
      },
      shows: /\+ matching criteria eks-automode-prod: env_type production/,
      repairedBy: [addRule],
    },
    'a criterion that was not asked for': {
      tamper: ({ humanitec }) =>
        humanitec('POST', `${path}/criteria`, { app_id: 'billing' }),
      shows: /- matching criteria eks-automode-prod: app_id billing/,
      repairedBy: [dropRule],
    },
  },
  foreign: {
    definition: {
      make: ({ humanitec }) =>
        humanitec('POST', '/resources/defs', {
          id,
          name: 'Made by hand',
          type: 'k8s-cluster',
          driver_type: 'humanitec/k8s-cluster-eks',
          driver_account: 'platform-nonprod',
          ...values({ region: 'eu-central-1', name: 'theirs' }),
          criteria: [{ env_type: 'production' }],
        }),
      refusal: /its name "Made by hand" does not carry our mark/,
    },
    'definition of another type': {
      make: ({ humanitec }) =>
        humanitec('POST', '/resources/defs', {
          id,
          name: 'Made by hand',
          type: 'config',
          driver_type: 'humanitec/echo',
        }),
      refusal: /a definition of type config has this ID, and types cannot/,
      adoptable: false,
    },
  },
});

const humanitec = (method: string, below: string, body?: unknown) =>
  part.stack().tamper.humanitec(method, below, body);
const live = () => humanitec('GET', path);
const writes = () =>
  part
    .stack()
    .writes()
    .map(({ operation }) => operation);

beforeAll(part.start, 120_000);
afterAll(part.stop);

describe('humanitec-eks:clusterDefinition:apply', () => {
  it.each(part.cases)('%s', (_, check) => check(), 300_000);
});

describe('inputs of the cluster definition', () => {
  const run = (input: Record<string, string> | undefined) =>
    part
      .stack()
      .run(
        'humanitec-eks:clusterDefinition:apply',
        input && { clusterDefinition: input },
      );

  it('that are not asked for stay as they are, also those that somebody added', async () => {
    await part.backToMade();
    await humanitec('PATCH', path, {
      driver_inputs: {
        values: { proxy_url: 'http://proxy.example.com' },
        secrets: {
          credentials: {
            aws_access_key_id: 'AKIA',
            aws_secret_access_key: 'kept',
          },
        },
      },
    });
    const before = await live();
    expect((await run(undefined)).log).toContain('Unchanged.');

    expect((await run({ loadBalancer: 'new.example.com' })).status).toBe(
      'completed',
    );
    const { driver_inputs: after } = await live();
    expect(after.values).toEqual({
      ...before.driver_inputs.values,
      loadbalancer: 'new.example.com',
    });
    expect(after.secret_refs).toEqual(before.driver_inputs.secret_refs);
  });

  it('take the load balancer away when it is asked for as empty, once', async () => {
    await part.backToMade();
    const empty = { loadBalancer: '', loadBalancerHostedZone: '' };
    const task = await run(empty);
    expect(task.log).toMatch(/loadbalancer: lb\.example\.com -> none/);
    expect((await live()).driver_inputs.values).toEqual({
      region: 'eu-central-1',
      name: 'eks-automode-prod',
    });

    part.stack().sandbox.world.calls.clear();
    expect((await run(empty)).log).toContain('Unchanged.');
    expect(writes()).toEqual([]);
  });

  it('are compared with the active version; one that somebody proposed stays a proposal', async () => {
    await part.backToMade();
    await humanitec('PATCH', path, {
      ...values({ region: 'us-east-1' }),
      proposed: true,
    });
    expect((await part.apply()).log).toContain('Unchanged.');
    const versions = await humanitec('GET', `${path}/versions`);
    expect(
      versions.map(({ proposed }: { proposed: boolean }) => proposed),
    ).toEqual([true, false]);
  });

  it('make one new version for all that differs', async () => {
    await part.backToMade();
    await humanitec('PATCH', path, values({ region: 'us-east-1', name: 'x' }));
    const before = await humanitec('GET', `${path}/versions`);
    await part.apply();
    const after = await humanitec('GET', `${path}/versions`);
    expect(after).toHaveLength(before.length + 1);
  });
});

describe('another driver', () => {
  const sharedCluster = {
    names: {
      clusterDefinition: 'shared-nonprod',
      agentDefinition: `${id}-agent`,
    },
    criteria: [{ envType: 'development' }, { envType: 'staging' }],
    adopt: true,
  };
  const shared = '/resources/defs/shared-nonprod';
  /** Another driver, which has taken over what environments use. */
  const toEcho = async (inPlace: boolean) => {
    await humanitec('PATCH', shared, { in_place_driver_change: true });
    const { name, driver_inputs } = await humanitec('GET', shared);
    await humanitec('PUT', shared, {
      name,
      driver_type: 'humanitec/echo',
      driver_inputs,
      in_place_driver_change: inPlace,
    });
  };
  const coverShared = () =>
    part.stack().run('humanitec-eks:agentDefinition:apply', {
      criteria: [...criteria, ...sharedCluster.criteria],
    });

  const refusal =
    'definition shared-nonprod has the driver humanitec/echo, and a change to humanitec/k8s-cluster-eks would delete what it has provisioned for shop/development, shop/staging, billing/development; deploy these elsewhere first, or choose another ID';

  it('is not changed under environments that use it: they are named', async () => {
    await part.backToAbsent();
    await toEcho(false);
    await coverShared();
    const before = await part.stack().world();
    const task = await part.apply(sharedCluster);
    expect(task.status).toBe('failed');
    expect(task.log).toContain(refusal);
    expect(await part.stack().world()).toEqual(before);
  });

  it('is changed where the Operator takes over in place, and nothing is lost', async () => {
    await part.backToAbsent();
    await toEcho(true);
    await coverShared();
    const task = await part.apply(sharedCluster);
    expect(task.status === 'completed' ? '' : task.log).toBe('');
    expect(await humanitec('GET', shared)).toMatchObject({
      driver_type: 'humanitec/k8s-cluster-eks',
      in_place_driver_change: true,
    });
    const resources = await humanitec('GET', `${shared}/resources`);
    expect(resources.map(({ status }: { status: string }) => status)).toEqual([
      'active',
      'active',
      'active',
    ]);
  });

  it('is not changed in place in Legacy mode, which has no Operator', async () => {
    await part.backToAbsent();
    await toEcho(true);
    await humanitec('PATCH', '/secretstores/platform-secrets', {
      primary: false,
    });
    await coverShared();
    const task = await part.apply(sharedCluster);
    expect(task.status).toBe('failed');
    expect(task.log).toContain(refusal);
  });
});

describe('a definition whose cloud account is missing', () => {
  it('is not made, and says what to run first', async () => {
    await part.backToAbsent();
    const task = await part.apply({ names: { cloudAccount: 'not-there' } });
    expect(task.status).toBe('failed');
    expect(task.log).toContain(
      'cloud account not-there is missing; run the step cloudAccount:apply first',
    );
    expect(writes()).toEqual([]);
  });
});

describe('a definition of somebody else', () => {
  it('is left where it is when ours is taken away', async () => {
    await part.backToAbsent();
    await humanitec('POST', '/resources/defs', {
      id,
      name: 'Made by hand',
      type: 'k8s-cluster',
      driver_type: 'humanitec/echo',
    });
    await part.remove();
    expect(await humanitec('GET', path)).toMatchObject({
      name: 'Made by hand',
    });
  });
});

describe('a definition that environments use', () => {
  it('is not taken away, before anything of it is touched: they are named', async () => {
    await part.backToAbsent();
    const shared = '/resources/defs/shared-nonprod';
    const mark = '[humanitec-eks 111122223333/eu-central-1/eks-automode-prod]';
    await humanitec('PATCH', shared, { name: `Shared ${mark}` });
    const stack = part.stack();
    const before = await stack.world();
    await expect(
      part.remove({ names: { clusterDefinition: 'shared-nonprod' } }),
    ).rejects.toThrow(
      'definition shared-nonprod still provides resources of shop/development, shop/staging, billing/development; deploy these elsewhere or delete them first',
    );
    expect(await stack.world()).toEqual(before);
  });
});
