import {
  BINDING_CHANGED_TOPIC,
  BindingReport,
  bindingSpec,
  FleetRow,
} from 'backstage-plugin-humanitec-eks-common';
import { applyPart, parts } from 'backstage-plugin-humanitec-eks-node';
import { instantTimings, Snapshot } from 'sandbox';
import { identity } from '../__testUtils__/actionStack';
import { deployment } from '../__testUtils__/agentObjects';
import { connectEngine, onboardByEngine } from '../__testUtils__/engine';
import { eventBus } from '../__testUtils__/eventBus';
import { startStack, Stack } from '../__testUtils__/startStack';
import { Tamper, tamperWith } from '../__testUtils__/tamper';
import { untilFleet } from '../fleet/__testUtils__/fleetStack';
import { pathOf } from './__testUtils__/clusterEntity';

jest.setTimeout(180_000);

const THREE_YEARS_MS = 3 * 365 * 24 * 60 * 60_000;

const bus = eventBus();
let stack: Stack;
let tamper: Tamper;
let bound: Snapshot;
beforeAll(async () => {
  stack = await startStack(instantTimings, { features: [bus.feature] });
  tamper = tamperWith(stack, identity.clusterName);
  await onboardByEngine(stack, { envType: 'production' });
  bound = await stack.sandbox.snapshot();
  await bus.publish(BINDING_CHANGED_TOPIC, identity);
  await untilFleet(stack, ({ total }) => total === 1);
});
afterAll(() => stack?.stop());
beforeEach(() => stack.sandbox.restore(bound));

const page = async (): Promise<BindingReport> => {
  // A reading of the moment before would do else.
  await bus.publish(BINDING_CHANGED_TOPIC, identity);
  const path = pathOf(identity.clusterName);
  return (await stack.api.get(path).expect(200)).body;
};
const row = async (): Promise<FleetRow> => {
  await bus.publish(BINDING_CHANGED_TOPIC, identity);
  return (await untilFleet(stack, ({ total }) => total === 1)).items[0];
};
const agentPart = async () =>
  (await page()).parts.find(({ part }) => part === 'agent');
const theKey = () => {
  const organization = stack.sandbox.world.humanitec.organizations.get(
    identity.organization,
  );
  const [key] =
    organization?.agents.get(identity.clusterName)?.keys.values() ?? [];
  if (!key) throw new Error('the agent has no key');
  return key;
};
const scaleToZero = () =>
  tamper.patchObject(deployment, { spec: { replicas: 0 } });
const expire = () =>
  Object.assign(theKey(), { createdAt: theKey().createdAt - THREE_YEARS_MS });
const revoke = () => Object.assign(theKey(), { revoked: true });

it('an agent that runs is ready for the next deployment, on its page and in the fleet', async () => {
  expect([(await page()).verdict, (await row()).verdict]).toEqual([
    'ready',
    'ready',
  ]);
});

it('an agent without pods is broken, on its page and in the fleet', async () => {
  await scaleToZero();
  expect([(await page()).verdict, (await row()).verdict]).toEqual([
    'broken',
    'broken',
  ]);
  expect(await agentPart()).toMatchObject({
    changes: expect.arrayContaining([
      expect.objectContaining({
        kind: 'rollout',
        reason: 'the agent is scaled to zero',
      }),
    ]),
  });
});

describe.each([
  ['has expired', expire],
  ['is revoked', revoke],
])('an agent whose only key %s', (_, spoil) => {
  it('is broken on its page, which says so', async () => {
    spoil();
    expect((await page()).verdict).toBe('broken');
    expect(await agentPart()).toMatchObject({
      status: 'drifted',
      changes: expect.arrayContaining([
        expect.objectContaining({
          action: 'create',
          kind: 'agent key',
          reason: 'the present key has expired or is revoked',
        }),
      ]),
    });
  });

  it('gets another key in the next run', async () => {
    const { fingerprint } = theKey();
    spoil();
    const spec = bindingSpec(identity);
    await applyPart(parts.agent, spec, await connectEngine(stack));
    expect(theKey().fingerprint).not.toBe(fingerprint);
    expect((await page()).verdict).toBe('ready');
  });
});

it('an agent whose only key was deleted is broken on its page', async () => {
  const { fingerprint } = theKey();
  const path = `/agents/${identity.clusterName}/keys/${fingerprint}`;
  await tamper.humanitec('DELETE', path);
  expect((await page()).verdict).toBe('broken');
});
