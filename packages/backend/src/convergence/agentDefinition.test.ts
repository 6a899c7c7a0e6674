import { convergence } from '../__testUtils__/convergence';

const id = 'eks-automode-prod-agent';
const path = `/resources/defs/${id}`;
const addRule = 'POST /orgs/{orgId}/resources/defs/{defId}/criteria';
const dropRule =
  'DELETE /orgs/{orgId}/resources/defs/{defId}/criteria/{criteriaId}';
const patch = 'PATCH /orgs/{orgId}/resources/defs/{defId}';
const criteria = [
  { envType: 'production' },
  // Two classes of cluster need one rule of the agent.
  { envType: 'staging', appId: 'shop' },
  { envType: 'staging', appId: 'shop', class: 'gpu' },
];

const part = convergence({
  part: 'agentDefinition',
  input: { criteria },
  after: [],
  drifts: {
    name: {
      tamper: async ({ humanitec }) => {
        const { name } = await humanitec('GET', path);
        await humanitec('PATCH', path, { name: `Renamed ${name}` });
      },
      shows: /name: Renamed eks-automode-prod-agent/,
      repairedBy: [patch],
    },
    driver_type: {
      tamper: async ({ humanitec }) => {
        const { name, driver_inputs } = await humanitec('GET', path);
        await humanitec('PUT', path, {
          name,
          driver_type: 'humanitec/echo',
          driver_inputs: { values: driver_inputs.values },
        });
      },
      shows: /driver_type: humanitec\/echo -> humanitec\/agent/,
      repairedBy: ['PUT /orgs/{orgId}/resources/defs/{defId}'],
    },
    'agent id': {
      tamper: ({ humanitec }) =>
        humanitec('PATCH', path, { driver_inputs: { values: { id: 'old' } } }),
      shows: /driver_inputs\.values\.id: old -> eks-automode-prod/,
      repairedBy: [patch],
    },
    'a criterion that is missing': {
      tamper: async ({ humanitec }) => {
        const { criteria: rules } = await humanitec('GET', path);
        await humanitec('DELETE', `${path}/criteria/${rules[0].id}`);
      },
      shows: /\+ matching criteria eks-automode-prod-agent: .*production/,
      repairedBy: [addRule],
    },
    'a criterion that nothing needs': {
      tamper: ({ humanitec }) =>
        humanitec('POST', `${path}/criteria`, {
          env_type: 'development',
          res_id: 'agent',
        }),
      shows: /- matching criteria eks-automode-prod-agent: .*development/,
      repairedBy: [dropRule],
    },
  },
  foreign: {
    definition: {
      make: ({ humanitec }) =>
        humanitec('POST', '/resources/defs', {
          id,
          name: 'Made by hand',
          type: 'agent',
          driver_type: 'humanitec/agent',
          driver_inputs: { values: { id: 'another' } },
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

const rules = async () => {
  const definition = await part.stack().tamper.humanitec('GET', path);
  return definition.criteria.map((rule: { [key: string]: string }) =>
    [rule.app_id, rule.env_type, rule.res_id].filter(Boolean).join(' '),
  );
};

beforeAll(part.start, 120_000);
afterAll(part.stop);

describe('humanitec-eks:agentDefinition:apply', () => {
  it.each(part.cases)('%s', (_, check) => check(), 300_000);
});

describe('the criteria of the agent', () => {
  const ours = (type: string, name: string, live: object[]) =>
    part.stack().tamper.humanitec('POST', '/resources/defs', {
      id: name,
      name: `${name} [humanitec-eks 111122223333/eu-central-1/eks-automode-prod]`,
      type,
      driver_type: 'humanitec/echo',
      driver_inputs: { values: {} },
      criteria: live,
    });

  it('cover the live rules of the cluster, also those that the spec does not ask for', async () => {
    await part.backToAbsent();
    await ours('k8s-cluster', 'eks-automode-prod', [
      { env_type: 'production' },
      { app_id: 'billing', class: 'gpu' },
    ]);
    await part.apply();
    expect(await rules()).toEqual([
      'production agent',
      'shop staging agent',
      'billing agent',
    ]);
  });

  it('stay while the runner still needs them, and go when nothing does', async () => {
    await part.backToMade();
    const runner = await ours('config', 'eks-automode-prod-runner', [
      { env_type: 'production', res_id: 'opentofu-container-runner' },
    ]);
    const fewer = { criteria: [{ envType: 'staging', appId: 'shop' }] };
    await part.apply(fewer);
    expect(await rules()).toEqual(['production agent', 'shop staging agent']);

    await part
      .stack()
      .tamper.humanitec('DELETE', `/resources/defs/${runner.id}`);
    await part.apply(fewer);
    expect(await rules()).toEqual(['shop staging agent']);
  });

  it('stay as they are when none are asked for', async () => {
    await part.backToMade();
    const before = await rules();
    const task = await part.stack().run('humanitec-eks:agentDefinition:apply');
    expect(task.log).toContain('Unchanged.');
    expect(await rules()).toEqual(before);
  });

  it('that somebody added in another form are not ours to judge', async () => {
    await part.backToMade();
    await part
      .stack()
      .tamper.humanitec('POST', `${path}/criteria`, { app_id: 'billing' });
    expect((await part.apply()).log).toContain('Unchanged.');
  });

  it('that another definition has are refused with its name', async () => {
    await part.backToAbsent();
    await part.stack().tamper.humanitec('POST', '/resources/defs', {
      id: 'team-agent',
      name: 'Made by hand',
      type: 'agent',
      driver_type: 'humanitec/agent',
      driver_inputs: { values: { id: 'theirs' } },
      criteria: [{ env_type: 'production', res_id: 'agent' }],
    });
    const task = await part.apply();
    expect(task.status).toBe('failed');
    expect(task.log).toContain(
      'the matching rule "env_type production, res_id agent" belongs to the agent definition team-agent; make the rule more specific, or remove it there',
    );
  });
});

describe('the page of the cluster', () => {
  it('shows a definition that lacks a rule as drifted, one that is gone as missing', async () => {
    await part.backToMade();
    const { humanitec } = part.stack().tamper;
    const { criteria: live } = await humanitec('GET', path);
    await humanitec('DELETE', `${path}/criteria/${live[0].id}`);
    expect(await part.status()).toMatchObject({
      status: 'drifted',
      changes: [{ action: 'create', kind: 'matching criteria' }],
    });
    await humanitec('DELETE', path);
    expect(await part.status()).toMatchObject({ status: 'missing' });
  });
});

describe('a definition of somebody else', () => {
  it('is left where it is when ours is taken away', async () => {
    await part.backToAbsent();
    await part.stack().tamper.humanitec('POST', '/resources/defs', {
      id,
      name: 'Made by hand',
      type: 'agent',
      driver_type: 'humanitec/echo',
    });
    await part.remove();
    expect(await part.stack().tamper.humanitec('GET', path)).toMatchObject({
      name: 'Made by hand',
    });
  });
});
