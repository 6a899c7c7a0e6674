import { convergence } from '../__testUtils__/convergence';
import { meanwhile } from '../__testUtils__/meanwhile';

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

describe('criteria of the cluster', () => {
  it('come last, after the definition is as asked for', async () => {
    await part.backToMade();
    await humanitec('PATCH', path, values({ region: 'us-east-1' }));
    const [rule] = (await live()).criteria;
    await humanitec('DELETE', `${path}/criteria/${rule.id}`);
    part.stack().sandbox.world.calls.clear();
    await part.apply();
    expect(writes()).toEqual([patch, addRule]);
  });

  it('are told with who moves, before they are added, and in a dry-run', async () => {
    await part.backToAbsent();
    const moves =
      /Moves to eks-automode-prod with the next deployment: 2 environments.*shop\/production \(now on no cluster\).*billing\/production \(now on no cluster\).*Rules of class gpu move only what asks for a cluster of that class/s;
    expect((await part.dryRun()).log).toMatch(moves);
    const { log } = await part.apply();
    expect(log).toMatch(moves);
    expect(log.indexOf('Moves to eks')).toBeLessThan(
      log.indexOf('now matches env_type production'),
    );
  });

  it('are refused while the agent does not cover them', async () => {
    await part.backToAbsent();
    const task = await part.apply({ criteria: [{ appId: 'billing' }] });
    expect(task.status).toBe('failed');
    expect(task.log).toMatch(
      /the agent definition eks-automode-prod-agent does not cover .*app_id billing.*agentDefinition:apply/,
    );
    expect(writes()).toEqual([]);
  });

  it('that are asked for no more leave the agent with them', async () => {
    await part.backToMade();
    const task = await part.apply({ criteria: criteria.slice(1) });
    expect(task.status).toBe('completed');
    const rulesOf = async (definition: string) =>
      (await humanitec('GET', `/resources/defs/${definition}`)).criteria.map(
        ({ env_type }: { env_type: string }) => env_type,
      );
    expect(await rulesOf(id)).toEqual(['staging']);
    expect(await rulesOf(`${id}-agent`)).toEqual(['staging']);
  });

  it('are kept while environments would lose their cluster: they are named', async () => {
    await part.backToAbsent();
    const task = await part.apply({
      names: {
        clusterDefinition: 'shared-nonprod',
        agentDefinition: `${id}-agent`,
      },
      adopt: true,
    });
    expect(task.status).toBe('failed');
    expect(task.log).toMatch(
      /the matching rule "env_type development" of definition shared-nonprod cannot go: it is still in use by shop\/development \(k8s-cluster\), billing\/development \(k8s-cluster\); give/,
    );
  });

  it.each([
    [
      'another definition',
      {},
      'belongs to the k8s-cluster definition team-cluster; make the rule more specific, or remove it there',
    ],
    [
      'a definition of Humanitec itself',
      { isDefault: true },
      'belongs to the k8s-cluster definition team-cluster, which Humanitec provides; make',
    ],
  ])('that %s has are refused with its name', async (_, more, reason) => {
    await part.backToAbsent();
    await humanitec('POST', '/resources/defs', {
      id: 'team-cluster',
      name: 'Made by hand',
      type: 'k8s-cluster',
      driver_type: 'humanitec/echo',
      criteria: [{ env_type: 'production' }],
    });
    const organization = part
      .stack()
      .sandbox.world.humanitec.organizations.get('platform-org');
    Object.assign(organization?.definitions.get('team-cluster') ?? {}, more);
    const task = await part.apply();
    expect(task.status).toBe('failed');
    expect(task.log).toContain(reason);
  });

  it('that Humanitec keeps for a deleted definition are refused with its name', async () => {
    await part.backToAbsent();
    await humanitec('POST', '/resources/defs', {
      id: 'team-cluster',
      name: 'Made by hand',
      type: 'k8s-cluster',
      driver_type: 'humanitec/echo',
      criteria: [{ env_type: 'production' }],
    });
    await humanitec('DELETE', '/resources/defs/team-cluster');
    part.stack().sandbox.world.faults.add({
      system: 'humanitec',
      operation: addRule,
      effect: conflict,
    });
    const task = await part.apply();
    expect(task.log).toContain(
      'belongs to the k8s-cluster definition team-cluster, which is deleted and still holds it',
    );
  });
});

const conflict = {
  kind: 'error',
  status: 409,
  code: 'API-000',
  message: 'already exists',
} as const;

describe('somebody else at the same time', () => {
  const during = (operation: string, work: () => Promise<unknown>) =>
    meanwhile(part.stack(), operation, () => part.apply(), work);

  it('takes a rule: its new owner is named', async () => {
    await part.backToAbsent();
    const task = await during(addRule, () =>
      humanitec('POST', '/resources/defs', {
        id: 'faster',
        name: 'Made by hand',
        type: 'k8s-cluster',
        driver_type: 'humanitec/echo',
        criteria: [{ env_type: 'production' }],
      }),
    );
    expect(task.status).toBe('failed');
    expect(task.log).toContain('belongs to the k8s-cluster definition faster;');
  });

  it('deletes the definition: it is made again', async () => {
    await part.backToMade();
    const world = await part.stack().world();
    await humanitec('PATCH', path, values({ region: 'us-east-1' }));
    const task = await during(patch, () => humanitec('DELETE', path));
    expect(task.status).toBe('completed');
    expect(task.log).toContain(
      'Something was changed in between; looking again.',
    );
    expect(await part.stack().world()).toEqual(world);
  });

  it('makes the definition: ours or not decides', async () => {
    await part.backToAbsent();
    const task = await during('POST /orgs/{orgId}/resources/defs', () =>
      humanitec('POST', '/resources/defs', {
        id,
        name: 'Made by hand',
        type: 'k8s-cluster',
        driver_type: 'humanitec/echo',
      }),
    );
    expect(task.status).toBe('failed');
    expect(task.log).toContain(
      'Something was changed in between; looking again.',
    );
    expect(task.log).toMatch(/"Made by hand" does not carry our mark/);
  });
});

describe('the ID of a definition that was deleted', () => {
  it('is used again', async () => {
    await part.backToMade();
    const world = await part.stack().world();
    await humanitec('DELETE', path);
    expect((await part.apply()).status).toBe('completed');
    expect(await part.stack().world()).toEqual(world);
  });

  it('is told to be taken where Humanitec keeps it', async () => {
    await part.backToMade();
    await humanitec('DELETE', path);
    part.stack().sandbox.world.faults.add({
      system: 'humanitec',
      operation: 'POST /orgs/{orgId}/resources/defs',
      times: 3,
      effect: conflict,
    });
    const task = await part.apply();
    expect(task.status).toBe('failed');
    expect(task.log).toContain(
      'definition eks-automode-prod was deleted, and Humanitec does not give its ID out again; choose another one',
    );
  });
});

describe('the preview', () => {
  it('says of every environment what the server itself says', async () => {
    await part.backToAbsent();
    await humanitec('POST', '/resources/defs', {
      id: 'billing-cluster',
      name: 'Made by hand',
      type: 'k8s-cluster',
      driver_type: 'humanitec/echo',
      criteria: [
        { app_id: 'billing', env_type: 'production' },
        { env_id: 'staging' },
        { app_id: 'shop', res_id: 'k8s-cluster-runtime' },
      ],
    });
    const { log } = await part.dryRun({
      criteria: [
        { envType: 'production' },
        { appId: 'shop' },
        { envType: 'staging', class: 'gpu' },
      ],
    });
    const serverSays = async (app: string, env: string) => {
      const query = new URLSearchParams({
        app,
        env,
        env_type: env,
        res_type: 'k8s-cluster',
        res: 'k8s-cluster',
        class: 'default',
      });
      const [first] = await humanitec('GET', `/resources/defs?${query}`);
      return first?.id ?? 'no cluster';
    };
    const environments = [
      ['shop', 'development'],
      ['shop', 'staging'],
      ['shop', 'production'],
      ['billing', 'development'],
      ['billing', 'production'],
    ] as const;
    const before = new Map<string, string>();
    for (const [app, env] of environments) {
      before.set(`${app}/${env}`, await serverSays(app, env));
    }
    await part.stack().run('humanitec-eks:agentDefinition:apply', {
      criteria: [{ envType: 'production' }, { appId: 'shop' }],
    });
    await part.apply({
      criteria: [{ envType: 'production' }, { appId: 'shop' }],
    });
    const told: string[] = [];
    const moved: string[] = [];
    for (const [app, env] of environments) {
      const name = `${app}/${env}`;
      if (log.includes(`  ${name} (now on ${before.get(name)})`)) {
        told.push(name);
      }
      const after = await serverSays(app, env);
      if (after === id) moved.push(name);
      expect([id, before.get(name)]).toContain(after);
    }
    expect(told).toEqual(moved);
    // Neither all nor none of them, or this would prove little.
    expect(log).toContain(
      'Moves to eks-automode-prod with the next deployment: 2 environments',
    );
    expect(log).toContain(
      'Stays elsewhere, held by a more specific rule: 2 environments',
    );
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
