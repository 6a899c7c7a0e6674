import type { Call, Snapshot } from 'sandbox';
import { ActionStack, startActionStack } from './__testUtils__/actionStack';
import {
  awaitTask,
  runTemplate,
  startTask,
  workedExample,
} from './__testUtils__/scaffolder';

jest.setTimeout(300_000);

const template = 'template:default/onboard-private-eks-cluster';

describe.each([
  ['that begins with the first step', false],
  ['that goes on where it stopped (taskRecovery)', true],
])('a failed onboarding, after a retry %s', (_, enabled) => {
  let stack: ActionStack;
  let values: Record<string, unknown>;
  let nothing: Snapshot;
  let whole: unknown;
  beforeAll(async () => {
    stack = await startActionStack(
      {},
      { appConfig: { scaffolder: { taskRecovery: { enabled } } } },
    );
    const example = await workedExample();
    values = { ...example.values, revokeAccess: true, restoreAccess: true };
    nothing = await stack.sandbox.snapshot();
    const task = await runTemplate(stack, template, values);
    if (task.status !== 'completed') throw new Error(task.log);
    whole = await stack.world();
  });
  afterAll(() => stack?.stop());

  it.each<
    [
      step: string,
      system: Call['system'],
      operation: string | undefined,
      skip: number,
    ]
  >([
    ['preflight', 'humanitec', undefined, 0],
    ['cluster', 'eks', 'CreateCluster', 0],
    ['accessRole', 'iam', 'AttachRolePolicy', 7],
    ['cloudAccount', 'humanitec', 'POST /orgs/{orgId}/resources/accounts', 0],
    ['agentDefinition', 'humanitec', 'POST /orgs/{orgId}/resources/defs', 0],
    ['clusterDefinition', 'humanitec', 'POST /orgs/{orgId}/resources/defs', 1],
    ['deployAccess', 'eks', 'CreateAccessEntry', 1],
    ['agent', 'humanitec', 'POST /orgs/{orgId}/agents', 0],
    ['runnerAccess', 'humanitec', 'POST /orgs/{orgId}/resources/defs', 2],
    [
      'criteria',
      'humanitec',
      'POST /orgs/{orgId}/resources/defs/{defId}/criteria',
      2,
    ],
    [
      'verify',
      'humanitec',
      'POST /orgs/{orgId}/runtime/actions/check-connectivity',
      0,
    ],
    ['revokeAccess', 'eks', 'DeleteAccessEntry', 0],
  ])(
    'is whole when it had failed in %s',
    async (step, system, operation, skip) => {
      await stack.sandbox.restore(nothing);
      stack.sandbox.world.faults.add({
        system,
        operation,
        skip,
        effect: {
          kind: 'error',
          status: 403,
          code: 'AccessDenied',
          message: 'refused for a test',
        },
      });
      const id = await startTask(stack, template, values);
      const failed = await awaitTask(stack, id);
      stack.sandbox.world.faults.clear();
      expect(failed.status).toBe('failed');
      expect(failed.steps).toContainEqual({ id: step, status: 'failed' });
      expect(failed.log).toMatch(/refused for a test\. \S+/);

      // As the page of the task sends it: without secrets.
      await stack.api
        .post(`/api/scaffolder/v2/tasks/${id}/retry`)
        .send({})
        .expect(201);
      const retried = await awaitTask(stack, id);
      expect([
        retried.status,
        retried.status === 'completed' ? '' : retried.log,
      ]).toEqual(['completed', '']);
      expect(await stack.world()).toEqual(whole);
    },
  );

  it('has no secret among its parameters', async () => {
    const { body } = await stack.api.get('/api/scaffolder/v2/tasks');
    expect(body.tasks.length).toBeGreaterThan(5);
    expect(JSON.stringify(body)).not.toContain('sandbox-humanitec-token');
    expect(JSON.stringify(body)).not.toMatch(/token|secret|password/i);
  });
});
