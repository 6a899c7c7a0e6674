import { convergence } from '../__testUtils__/convergence';

const id = 'eks-automode-prod';
const path = `/resources/defs/${id}`;
const addRule = 'POST /orgs/{orgId}/resources/defs/{defId}/criteria';
const patch = 'PATCH /orgs/{orgId}/resources/defs/{defId}';
const criteria = [
  { envType: 'production' },
  { envType: 'staging', appId: 'shop', class: 'gpu' },
];

const part = convergence({
  part: 'clusterDefinition',
  input: { criteria },
  after: [
    ['humanitec-eks:accessRole:apply'],
    ['humanitec-eks:cloudAccount:apply'],
    ['humanitec-eks:agentDefinition:apply', { criteria }],
  ],
  drifts: {},
  foreign: {},
});

const humanitec = (method: string, below: string, body?: unknown) =>
  part.stack().tamper.humanitec(method, below, body);
const writes = () =>
  part
    .stack()
    .writes()
    .map(({ operation }) => operation);

/** Humanitec keeps what it was asked for. */
const conflict = {
  kind: 'error',
  status: 409,
  code: 'API-000',
  message: 'already exists',
} as const;

beforeAll(part.start, 120_000);
afterAll(part.stop);

describe('criteria of the cluster', () => {
  it('come last, after the definition is as asked for', async () => {
    await part.backToMade();
    await humanitec('PATCH', path, {
      driver_inputs: { values: { region: 'us-east-1' } },
    });
    const {
      criteria: [rule],
    } = await humanitec('GET', path);
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
