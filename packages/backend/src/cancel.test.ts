import { setTimeout as sleep } from 'node:timers/promises';
import { Call, instantTimings, Snapshot, Timings } from 'sandbox';
import {
  ActionStack,
  identity,
  startActionStack,
} from './__testUtils__/actionStack';
import {
  awaitTask,
  runTemplate,
  startTask,
  TaskResult,
  workedExample,
} from './__testUtils__/scaffolder';
import { untilCalled } from './__testUtils__/untilCalled';

jest.setTimeout(300_000);

/** The scaffolder looks once a second whether a task was cancelled; then a second is ours, and a little is the test's. */
const LIMIT_MS = 2_500;
const onboarding = 'template:default/onboard-private-eks-cluster';
const offboarding = 'template:default/offboard-eks-cluster';

/** A call of a step, and how many of its name come before it. */
type Hanging = [
  step: string,
  system: Call['system'],
  operation: string,
  skip: number,
];

let stack: ActionStack;
let values: Record<string, unknown>;
let nothing: Snapshot;
beforeAll(async () => {
  stack = await startActionStack();
  ({ values } = await workedExample());
  nothing = await stack.sandbox.snapshot();
});
afterAll(() => stack?.stop());

const run = async (template: string, input: Record<string, unknown>) => {
  const task = await runTemplate(stack, template, input);
  expect([task.status, task.status === 'completed' ? '' : task.log]).toEqual([
    'completed',
    '',
  ]);
};
const backTo = async (snapshot: Snapshot) => {
  stack.sandbox.world.faults.clear();
  await stack.sandbox.restore(snapshot);
  stack.sandbox.world.calls.clear();
};

/** Cancels a task and expects it to end in time, with no call afterwards. */
async function cancel(id: string): Promise<TaskResult> {
  const start = Date.now();
  await stack.api.post(`/api/scaffolder/v2/tasks/${id}/cancel`).expect(200);
  const task = await awaitTask(stack, id);
  // The state changes at once; the last line comes from the step itself.
  while (!(await logOf(id)).includes('Cancelled after')) {
    if (Date.now() - start > 10_000) throw new Error(await logOf(id));
    await sleep(50);
  }
  expect(Date.now() - start).toBeLessThan(LIMIT_MS);
  const calls = stack.sandbox.world.calls.all().length;
  await sleep(700);
  expect(stack.sandbox.world.calls.all()).toHaveLength(calls);
  return { ...task, log: await logOf(id) };
}

async function logOf(id: string): Promise<string> {
  const { body } = await stack.api.get(`/api/scaffolder/v2/tasks/${id}/events`);
  const events: { body: { message: string } }[] = body;
  return events.map(event => event.body.message).join('\n');
}

/** Cancels a run in the middle of a call that is never answered. */
async function cancelIn(
  template: string,
  input: Record<string, unknown>,
  [, system, operation, skip]: Hanging,
): Promise<TaskResult> {
  stack.sandbox.world.faults.add({
    system,
    operation,
    skip,
    effect: { kind: 'delay', seconds: 100_000 },
  });
  const id = await startTask(stack, template, input);
  await untilCalled(stack, operation, skip + 1);
  const task = await cancel(id);
  stack.sandbox.world.faults.clear();
  return task;
}

describe('an onboarding that is cancelled while a call hangs', () => {
  let whole: unknown;
  const input = () => ({ ...values, revokeAccess: true });
  beforeAll(async () => {
    await backTo(nothing);
    await run(onboarding, input());
    whole = await stack.world();
  });

  it.each<Hanging>([
    ['Check', 'iam', 'SimulatePrincipalPolicy', 0],
    ['Start cluster', 'eks', 'CreateCluster', 0],
    ['Access role', 'iam', 'AttachRolePolicy', 7],
    ['Cloud account', 'humanitec', 'POST /orgs/{orgId}/resources/accounts', 0],
    ['Agent definition', 'humanitec', 'POST /orgs/{orgId}/resources/defs', 0],
    ['Cluster definition', 'humanitec', 'POST /orgs/{orgId}/resources/defs', 1],
    ['Deploy access', 'eks', 'CreateAccessEntry', 1],
    ['Agent', 'humanitec', 'POST /orgs/{orgId}/agents', 0],
    ['Runner access', 'humanitec', 'POST /orgs/{orgId}/resources/defs', 2],
    [
      'Matching criteria',
      'humanitec',
      'POST /orgs/{orgId}/resources/defs/{defId}/criteria',
      2,
    ],
    [
      'Verify',
      'humanitec',
      'POST /orgs/{orgId}/runtime/actions/check-connectivity',
      0,
    ],
    ['Give up access', 'eks', 'DeleteAccessEntry', 0],
  ])(
    'in "%s" stops within a second, says so, and the next run completes it',
    async (...hanging) => {
      await backTo(nothing);
      const task = await cancelIn(onboarding, input(), hanging);
      const [step] = hanging;
      expect(task.log).toMatch(
        new RegExp(`Beginning step ${step}[^]*Cancelled after`),
      );
      expect(task.log).toContain('Run the template again to complete it');
      await run(onboarding, { ...input(), restoreAccess: true });
      expect(await stack.world()).toEqual(whole);
    },
  );

  it.each<[string, RegExp, keyof Timings]>([
    ['Start cluster', /Waiting for the new IAM roles/, 'iamPropagation'],
    ['Wait for cluster', /is CREATING/, 'clusterCreate'],
    [
      'Wait for cluster',
      /Waiting for the access entry/,
      'accessEntryPropagation',
    ],
    ['Agent', /Agent: \d of \d pods started/, 'nodeStart'],
  ])(
    'in "%s" stops within a second in the middle of a wait (%s), and the next run completes it',
    async (step, waiting, timing) => {
      await backTo(nothing);
      const { timings, clock } = stack.sandbox.world;
      timings[timing] = 100;
      const id = await startTask(stack, onboarding, input());
      while (!waiting.test(await logOf(id))) await sleep(100);
      const { log } = await cancel(id);
      expect(log).toMatch(
        new RegExp(`Beginning step ${step}[^]*Cancelled after`),
      );
      Object.assign(timings, instantTimings);
      clock.advance(200);
      await run(onboarding, { ...input(), restoreAccess: true });
      expect(await stack.world()).toEqual(whole);
    },
  );

  it('names what the step had done', async () => {
    await backTo(nothing);
    const { log } = await cancelIn(onboarding, input(), [
      'Access role',
      'iam',
      'AttachRolePolicy',
      7,
    ]);
    expect(log).toMatch(
      /Cancelled after \d+ s\. This step had done:\n {2}Created IAM policy .*\n {2}Created IAM role humanitec-role.*\nA call that was under way may still have taken effect\./,
    );
  });
});

describe('an off-boarding that is cancelled while a call hangs', () => {
  let whole: Snapshot;
  const input = {
    ...identity,
    confirm: identity.clusterName,
    keepCluster: false,
  };
  beforeAll(async () => {
    await backTo(nothing);
    await run(onboarding, values);
    whole = await stack.sandbox.snapshot();
  });

  it.each<Hanging>([
    ['', 'humanitec', 'DELETE /orgs/{orgId}/resources/defs/{defId}', 0],
    ['', 'humanitec', 'DELETE /orgs/{orgId}/agents/{agentId}', 0],
    ['', 'humanitec', 'DELETE /orgs/{orgId}/resources/accounts/{accId}', 0],
    ['', 'eks', 'DeleteAccessEntry', 0],
    ['', 'iam', 'DeletePolicy', 0],
    ['', 'eks', 'DeleteCluster', 0],
  ])(
    '%sin %s %s stops within a second, and the next run takes the rest away',
    async (...hanging) => {
      await backTo(whole);
      await run(offboarding, input);
      const gone = await stack.world();

      await backTo(whole);
      const task = await cancelIn(offboarding, input, hanging);
      expect(task.log).toContain('Run it again to take the rest away.');
      await run(offboarding, input);
      expect(await stack.world()).toEqual(gone);
    },
  );

  it('stops within a second while it waits for the cluster to go, and the next run takes the rest away', async () => {
    await backTo(whole);
    await run(offboarding, input);
    const gone = await stack.world();

    await backTo(whole);
    const { timings, clock } = stack.sandbox.world;
    timings.clusterDelete = 100;
    const id = await startTask(stack, offboarding, input);
    while (!(await logOf(id)).includes('EKS is deleting')) await sleep(100);
    await cancel(id);
    Object.assign(timings, instantTimings);
    clock.advance(200);
    await run(offboarding, input);
    expect(await stack.world()).toEqual(gone);
  });

  it('with access that was taken back says so, and the next run gives it up again', async () => {
    await backTo(whole);
    await stack.run('humanitec-eks:cluster:revokeAccess');
    const given = await stack.sandbox.snapshot();
    const kept = { ...input, keepCluster: true, restoreAccess: true };
    await run(offboarding, kept);
    const gone = await stack.world();

    await backTo(given);
    const { log } = await cancelIn(offboarding, kept, [
      '',
      'humanitec',
      'DELETE /orgs/{orgId}/agents/{agentId}',
      0,
    ]);
    expect(log).toMatch(
      /This step had done:\n[^]*Took Backstage's access to eks-automode-prod back; it is given up again when the removal is complete\./,
    );
    await run(offboarding, kept);
    expect(await stack.world()).toEqual(gone);
  });
});
