import { DetachRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  BINDING_CHANGED_TOPIC,
  BindingReport,
} from 'backstage-plugin-humanitec-eks-common';
import { instantTimings, Snapshot } from 'sandbox';
import { setTimeout as sleep } from 'node:timers/promises';
import { identity } from '../__testUtils__/actionStack';
import { onboardByEngine } from '../__testUtils__/engine';
import { entitiesInCatalog } from '../__testUtils__/entitiesInCatalog';
import { eventBus } from '../__testUtils__/eventBus';
import { platformIam } from '../__testUtils__/platformAccount';
import { startStack, Stack } from '../__testUtils__/startStack';
import { untilCalled } from '../__testUtils__/untilCalled';
import {
  clusterEntity,
  pathOf,
  untilInCatalog,
} from './__testUtils__/clusterEntity';

jest.setTimeout(120_000);

const NAME = 'prod-cluster';
const LIST_DEFINITIONS = 'GET /orgs/{orgId}/resources/defs';

let stack: Stack;
let bound: Snapshot;
const entities = entitiesInCatalog();
const events = eventBus();
beforeAll(async () => {
  stack = await startStack(instantTimings, {
    features: [entities.feature, events.feature],
  });
  // The definition is told, so that discovery does not tell it of one of them only, later.
  const annotations = {
    'humanitec-eks/cluster-definition': 'eks-automode-prod',
  };
  await entities.publish([
    clusterEntity(NAME, { annotations }),
    clusterEntity('prod-again', { annotations }),
    clusterEntity('prod-renamed', {
      annotations: { 'humanitec-eks/cluster-definition': 'another-name' },
    }),
  ]);
  await onboardByEngine(stack, { envType: 'production' });
  bound = await stack.sandbox.snapshot();
  await untilInCatalog(stack, NAME);
  await untilInCatalog(stack, 'prod-again');
  await untilInCatalog(stack, 'prod-renamed');
});
afterAll(() => stack?.stop());
beforeEach(async () => {
  stack.sandbox.world.faults.clear();
  await stack.sandbox.restore(bound);
  // What was kept is of the test before.
  await changed();
  stack.sandbox.world.calls.clear();
});

const changed = (clusterName = identity.clusterName) =>
  events.publish(BINDING_CHANGED_TOPIC, { ...identity, clusterName });
const read = async (query = '', name = NAME): Promise<BindingReport> => {
  const { body } = await stack.api.get(`${pathOf(name)}${query}`).expect(200);
  return body;
};
/** Asked once for many readings. */
const SHARED =
  /AssumeRole|DescribeClusterVersions|\/secretstores|\/apps$|backstage-humanitec-eks$/;
/** How often each operation was called. */
const calls = () => {
  const counts: Record<string, number> = {};
  for (const { operation, resource } of stack.sandbox.world.calls.all()) {
    if (SHARED.test(`${operation} ${resource}`)) continue;
    counts[operation] = (counts[operation] ?? 0) + 1;
  }
  return counts;
};
const callsOfOneReading = async () => {
  await read();
  const counts = calls();
  await changed();
  stack.sandbox.world.calls.clear();
  return counts;
};
const detachPolicy = async () => {
  const { accountId, role } = {
    accountId: identity.awsAccountId,
    role: `humanitec-role-to-access-${identity.clusterName}-cluster`,
  };
  await platformIam().send(
    new DetachRolePolicyCommand({
      RoleName: role,
      PolicyArn: `arn:aws:iam::${accountId}:policy/${role}-policy`,
    }),
  );
};
const stateOfAccessRole = ({ parts }: BindingReport) =>
  parts.find(({ part }) => part === 'accessRole')?.status;

describe('the binding of a cluster', () => {
  it('is read once for two hundred who look at the same time', async () => {
    const once = await callsOfOneReading();
    expect(Object.keys(once).length).toBeGreaterThan(10);

    const reports = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        read('', i % 2 ? NAME : 'prod-again'),
      ),
    );
    expect(reports).toEqual(Array(200).fill(reports[0]));
    expect(calls()).toEqual(once);
  });

  it('is not read again for who looks soon after', async () => {
    const first = await read();
    stack.sandbox.world.calls.clear();
    await detachPolicy();
    stack.sandbox.world.calls.clear();
    expect(await read()).toEqual(first);
    expect(calls()).toEqual({});
  });

  it('takes the applications of the organization from a report of before, unless what is new is asked for', async () => {
    const asksForApplications = () =>
      stack.sandbox.world.calls
        .all()
        .some(({ operation }) => operation === 'GET /orgs/{orgId}/apps');
    await read();
    await changed();
    stack.sandbox.world.calls.clear();
    await read();
    expect(asksForApplications()).toBe(false);
    await sleep(2_100);
    await read('?fresh=true');
    expect(asksForApplications()).toBe(true);
  });

  it('is another one under another definition', async () => {
    await read();
    const renamed = await read('', 'prod-renamed');
    expect(renamed.spec.names.clusterDefinition).toBe('another-name');
    expect((await read()).spec.names.clusterDefinition).toBe(
      identity.clusterName,
    );
  });

  it('is read anew for who asks for it, and then told to the others', async () => {
    const first = await read();
    await detachPolicy();
    await sleep(2_100);
    const fresh = await read('?fresh=true');
    expect(stateOfAccessRole(first)).toBe('inSync');
    expect(stateOfAccessRole(fresh)).toBe('drifted');
    expect(await read()).toEqual(fresh);
  });

  it('is read anew once for all who ask for it within two seconds', async () => {
    const once = await callsOfOneReading();
    const all = await Promise.all(
      Array.from({ length: 20 }, () => read('?fresh=true')),
    );
    all.push(await read('?fresh=true'));
    expect(new Set(all.map(({ observedAt }) => observedAt)).size).toBe(1);
    expect(calls()).toEqual(once);
  });

  it('is read again when a task has changed it', async () => {
    expect(stateOfAccessRole(await read())).toBe('inSync');
    await detachPolicy();
    await changed('another-cluster');
    expect(stateOfAccessRole(await read())).toBe('inSync');
    await changed();
    expect(stateOfAccessRole(await read())).toBe('drifted');
  });

  it('is read again when a task changes it meanwhile', async () => {
    delayDefinitions(2);
    const before = read();
    await untilCalled(stack, LIST_DEFINITIONS);
    await detachPolicy();
    await changed();
    expect(stateOfAccessRole(await read())).toBe('drifted');
    await before;
    // What was begun before the change is not kept.
    expect(stateOfAccessRole(await read())).toBe('drifted');
  });

  it('is read to its end for the others when one goes away', async () => {
    const once = await callsOfOneReading();
    delayDefinitions(2);
    const gone = new AbortController();
    const first = fetch(`${stack.url}${pathOf(NAME)}`, { signal: gone.signal });
    await untilCalled(stack, LIST_DEFINITIONS);
    const second = read();
    // By then the second waits for the same answer.
    setTimeout(() => gone.abort(), 500);
    await expect(first).rejects.toThrow('abort');
    expect((await second).verdict).toBe('ready');
    expect(calls()).toEqual(once);
  });

  it('is read no further when the last who looked goes away', async () => {
    const once = await callsOfOneReading();
    delayDefinitions(1);
    const gone = new AbortController();
    const both = [0, 1].map(() =>
      fetch(`${stack.url}${pathOf(NAME)}`, { signal: gone.signal }),
    );
    await untilCalled(stack, LIST_DEFINITIONS);
    gone.abort();
    await Promise.all(both.map(one => expect(one).rejects.toThrow('abort')));
    await sleep(2_500);
    const total = (counts: Record<string, number>) =>
      Object.values(counts).reduce((sum, count) => sum + count, 0);
    expect(total(calls())).toBeLessThan(total(once));
    // Nothing of it was kept.
    stack.sandbox.world.calls.clear();
    expect((await read()).verdict).toBe('ready');
    expect(calls()).toEqual(once);
  });
});

function delayDefinitions(seconds: number) {
  stack.sandbox.world.faults.add({
    operation: LIST_DEFINITIONS,
    effect: { kind: 'delay', seconds },
  });
}
