import { convergence } from '../__testUtils__/convergence';
import { meanwhile } from '../__testUtils__/meanwhile';

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

/** Humanitec keeps what it was asked for. */
const conflict = {
  kind: 'error',
  status: 409,
  code: 'API-000',
  message: 'already exists',
} as const;

beforeAll(part.start, 120_000);
afterAll(part.stop);

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
    await humanitec('PATCH', path, {
      driver_inputs: { values: { region: 'us-east-1' } },
    });
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
