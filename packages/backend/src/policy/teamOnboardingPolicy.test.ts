import type { JsonObject } from '@backstage/types';
import { instantTimings } from 'sandbox';
import { identity } from '../__testUtils__/actionStack';
import type { InstalledAction } from '../__testUtils__/actionTemplates';
import {
  dryRun,
  dryRunAction,
  runTemplate,
  startTask,
  TaskResult,
  workedExample,
} from '../__testUtils__/scaffolder';
import { signIn, signInConfig, signInFeatures } from '../__testUtils__/signIn';
import { startStack, Stack } from '../__testUtils__/startStack';
import { entitiesInCatalog } from '../__testUtils__/entitiesInCatalog';
import policyModule from './policyModule';

jest.setTimeout(180_000);

const onboarding = 'template:default/onboard-private-eks-cluster';
const offboarding = 'template:default/offboard-eks-cluster';

const nora = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'nora' },
  spec: { memberOf: [] },
};

/** What every action needs. */
const whole = { ...identity, confirm: identity.clusterName };

type Person = Pick<Stack, 'api'>;

// Sam and Sue are of the shop team, guest is of the platform team.
describe('a team that may onboard into its own account', () => {
  const catalog = entitiesInCatalog();
  let stack: Stack;
  let sam: Person;
  let sue: Person;
  let guest: Person;
  let values: Record<string, unknown>;
  let actions: InstalledAction[];
  beforeAll(async () => {
    stack = await startStack(instantTimings, {
      appConfig: signInConfig,
      features: [...signInFeatures, policyModule, catalog.feature],
    });
    [sam, sue, guest] = await Promise.all(
      ['sam', 'sue', 'guest'].map(name =>
        signIn(stack.url, `user:default/${name}`),
      ),
    );
    await catalog.publish([nora]);
    ({ values } = await workedExample());
    const { body } = await guest.api.get('/api/scaffolder/v2/actions');
    actions = body.filter(({ id }: InstalledAction) =>
      id.startsWith('humanitec-eks:'),
    );
  });
  afterAll(() => stack?.stop());
  beforeEach(() => stack.sandbox.world.calls.clear());

  const calls = () => stack.sandbox.world.calls.all();

  it('can be told by the account, which every action needs', () => {
    expect(actions.length).toBeGreaterThan(10);
    const without = actions.filter(
      ({ schema }) => !schema.input?.required?.includes('awsAccountId'),
    );
    expect(without).toEqual([]);
  });

  describe.each<[what: string, input: JsonObject]>([
    ['another account', { awsAccountId: '444455556666' }],
    ['another organization', { organization: 'other-org' }],
    ['another environment type', { envType: 'staging' }],
    [
      'an application of another environment type',
      { envType: 'staging', appId: 'shop' },
    ],
    ['an application in all environment types', { appId: 'shop' }],
    [
      'a further rule',
      { envType: 'production', criteria: [{ appId: 'shop' }] },
    ],
    [
      'further rules that name the environment type',
      { criteria: [{ envType: 'production' }, { envType: 'staging' }] },
    ],
    ['a further rule for everybody', { envType: 'production', criteria: [{}] }],
    ['to take over what others made', { adopt: true }],
    ['to go on whatever depends on it', { force: true }],
  ])('is refused %s', (_, input) => {
    it('in every action that takes it, before anything is looked at', async () => {
      const asked = { ...whole, ...input };
      const taking = actions.filter(action => takes(action, input));
      expect(taking).not.toEqual([]);
      for (const action of taking) {
        const { status, error } = await dryRunAction(sam, action, asked);
        expect([status, error]).toEqual([
          403,
          `Unauthorized action: ${action.id}. The action is not allowed.`,
        ]);
      }
      expect(calls()).toEqual([]);
    });
  });

  it.each<[what: string, input: JsonObject]>([
    ['nobody lands', {}],
    ['the lists that a form sends are empty', { criteria: [] }],
    ['its own environment type lands', { envType: 'production' }],
    [
      'one application of its environment type lands',
      { envType: 'production', appId: 'shop', criteria: [], adopt: false },
    ],
  ])('may use every action where %s', async (_, input) => {
    const taking = actions.filter(action => takes(action, input));
    for (const action of taking) {
      const asked = { ...whole, ...input };
      const { status } = await dryRunAction(sam, action, asked);
      expect([action.id, status === 403]).toEqual([action.id, false]);
    }
    expect(calls()).not.toEqual([]);
  });

  it.each<[what: string, input: JsonObject]>([
    [
      'a length beside the rules',
      { criteria: [{ envType: 'staging' }], 'criteria.length': 0 },
    ],
    [
      'rules that are no list',
      { criteria: { length: 0, 0: { envType: 'staging' } } },
    ],
    ['a word for a switch', { adopt: 'true' }],
    ['a list of accounts', { awsAccountId: ['111122223333', '444455556666'] }],
  ])('cannot get around it with %s', async (_, input) => {
    const action = actionOf('humanitec-eks:clusterDefinition:apply');
    const { status, error } = await dryRunAction(
      sam,
      {
        ...action,
        schema: { input: { properties: { ...properties(action), ...input } } },
      },
      { ...identity, ...input },
    );
    expect([status, error]).toEqual([
      400,
      expect.stringContaining('Invalid input passed to action'),
    ]);
    expect(calls()).toEqual([]);
  });

  it.each<[what: string, wrong: Record<string, unknown>]>([
    ['into another account', { awsAccountId: '444455556666' }],
    ['for another environment type', { envType: 'staging' }],
    ['and take over what others made', { adopt: true }],
    [
      'for an application in all environment types',
      { envType: undefined, appId: 'shop' },
    ],
    ['with a further rule', { criteria: [{ envType: 'staging' }] }],
  ])(
    'cannot run the onboarding %s: its first step ends it',
    async (_, wrong) => {
      const task = await runTemplate(sam, onboarding, { ...values, ...wrong });

      expectRefused(task, 'humanitec-eks:preflight:check');
      expect(task.steps.map(({ status }) => status)).toEqual([
        'failed',
        ...task.steps.slice(1).map(() => 'skipped'),
      ]);
      expect(calls()).toEqual([]);

      const dry = await dryRun(sam, 'onboard-private-eks-cluster', {
        ...values,
        ...wrong,
      });
      expect(dry.status).toBe(403);
      expect(calls()).toEqual([]);
    },
  );

  it('cannot off-board a cluster of another account', async () => {
    const task = await runTemplate(sam, offboarding, {
      ...identity,
      awsAccountId: '444455556666',
      confirm: identity.clusterName,
    });
    expectRefused(task, 'humanitec-eks:binding:remove');
    expect(calls()).toEqual([]);
  });

  it('is stopped at the step that asks for too much, after the steps before it', async () => {
    const step = (id: string, action: string, input: JsonObject) => ({
      id,
      action,
      input: { ...identity, ...input },
    });
    await catalog.publish([
      nora,
      {
        apiVersion: 'scaffolder.backstage.io/v1beta3',
        kind: 'Template',
        metadata: { name: 'too-much-later' },
        spec: {
          type: 'test',
          steps: [
            step('role', 'humanitec-eks:accessRole:apply', {}),
            step('rules', 'humanitec-eks:agentDefinition:apply', {
              envType: 'staging',
            }),
          ],
        },
      },
    ]);
    const task = await runTemplate(sam, 'template:default/too-much-later', {});

    expectRefused(task, 'humanitec-eks:agentDefinition:apply');
    expect(task.steps).toEqual([
      { id: 'role', status: 'completed' },
      { id: 'rules', status: 'failed' },
    ]);
    expect(
      calls().filter(({ system, write }) => write && system === 'humanitec'),
    ).toEqual([]);
  });

  it('onboards with the whole template, after a dry-run of it', async () => {
    const dry = await dryRun(sam, 'onboard-private-eks-cluster', values);
    expect(dry.status).toBe(200);

    const task = await runTemplate(sam, onboarding, values);
    expect([task.status, task.log]).toEqual([
      'completed',
      expect.stringContaining('The binding of eks-automode-prod is whole'),
    ]);
  });

  it('keeps its tasks to the person who started them', async () => {
    const id = await startTask(sam, onboarding, values);
    const path = `/api/scaffolder/v2/tasks/${id}`;
    await sam.api.get(path).expect(200);
    await guest.api.get(path).expect(200);

    await sue.api.get(path).expect(403);
    await sue.api.get(`${path}/events`).expect(403);
    await sue.api.post(`${path}/cancel`).expect(403);
    await sue.api.post(`${path}/retry`).expect(403);
    const { body } = await sue.api.get('/api/scaffolder/v2/tasks');
    expect(body.tasks).toEqual([]);

    await sam.api.post(`${path}/cancel`).expect(200);
  });

  it('sees the binding of its cluster; somebody without a team does not', async () => {
    const path =
      '/api/humanitec-eks/v1/entity/default/resource/eks-automode-prod/binding';
    await sam.api.get(path).expect(200);
    const { api } = await signIn(stack.url, 'user:default/nora');
    await api.get(path).expect(403);
  });

  it('is offered its own account and organization in forms, and others nothing', async () => {
    const offered = async ({ api }: Person, kind: string) => {
      const path = `/api/humanitec-eks/v1/choices/${kind}`;
      const { body } = await api.get(path).expect(200);
      return body.items.map(({ value }: { value: string }) => value);
    };
    expect(await offered(sam, 'awsAccounts')).toEqual(['111122223333']);
    expect(await offered(sam, 'organizations')).toEqual(['platform-org']);
    expect(await offered(guest, 'awsAccounts')).toHaveLength(2);

    const somebody = await signIn(stack.url, 'user:default/nora');
    expect(await offered(somebody, 'awsAccounts')).toEqual([]);
    expect(await offered(somebody, 'organizations')).toEqual([]);
  });

  it('leaves those without a team the actions of others, and none of these', async () => {
    const somebody = await signIn(stack.url, 'user:default/nora');
    const dry = (action: string) =>
      dryRunAction(somebody, actionOf(action), identity);
    expect(await dry('debug:log')).toMatchObject({ status: 200 });
    expect(await dry('humanitec-eks:accessRole:apply')).toMatchObject({
      status: 403,
    });
  });

  it('leaves the platform team free to do all of it', async () => {
    const action = actionOf('humanitec-eks:clusterDefinition:apply');
    const { status, error } = await dryRunAction(guest, action, {
      ...identity,
      appId: 'shop',
      criteria: [{ envType: 'staging', appId: 'shop' }],
      adopt: true,
    });
    expect([status, error]).toEqual([200, undefined]);
  });

  function actionOf(id: string): InstalledAction {
    return actions.find(action => action.id === id) ?? { id, schema: {} };
  }

  function expectRefused(task: TaskResult, action: string) {
    expect(task.status).toBe('failed');
    expect(task.log).toContain(
      `NotAllowedError: Unauthorized action: ${action}. The action is not allowed.`,
    );
    expect(task.log).not.toContain('111122223333:role');
  }
});

/** Whether an action has all these inputs. */
function takes(action: InstalledAction, input: JsonObject): boolean {
  return Object.keys(input).every(key => key in properties(action));
}

function properties({ schema }: InstalledAction): Record<string, unknown> {
  return schema.input?.properties ?? {};
}
