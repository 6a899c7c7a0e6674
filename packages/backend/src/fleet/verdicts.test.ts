import {
  BINDING_CHANGED_TOPIC,
  Fleet,
  FleetRow,
} from 'backstage-plugin-humanitec-eks-common';
import { instantTimings } from 'sandbox';
import { setTimeout as sleep } from 'node:timers/promises';
import { identity } from '../__testUtils__/actionStack';
import { onboardByEngine } from '../__testUtils__/engine';
import { eventBus } from '../__testUtils__/eventBus';
import { startStack, Stack } from '../__testUtils__/startStack';

jest.setTimeout(180_000);

const bus = eventBus();
let stack: Stack;
beforeAll(async () => {
  stack = await startStack(instantTimings, { features: [bus.feature] });
  await onboardByEngine(stack, { envType: 'production' });
  await bus.publish(BINDING_CHANGED_TOPIC, identity);
});
afterAll(() => stack?.stop());

const fleet = async (): Promise<Fleet> =>
  (await stack.api.get('/api/humanitec-eks/v1/bindings').expect(200)).body;

/** The only cluster, once the catalog has it. */
async function onlyRow(): Promise<FleetRow> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { items } = await fleet();
    if (items.length > 0) return items[0];
    await sleep(100);
  }
  throw new Error('no cluster came into the catalog');
}

it('shows a cluster that was onboarded as ready, with all that a row tells', async () => {
  expect(await onlyRow()).toEqual({
    ...identity,
    entityRef: 'resource:default/eks-automode-prod',
    title: 'eks-automode-prod',
    verdict: 'ready',
    kubernetesVersion: '1.36',
    agent: { ready: 2, wanted: 2 },
    criteria: [{ envType: 'production' }],
    environments: 2,
    observedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
});
