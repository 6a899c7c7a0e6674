import { BindingReport, PartId } from 'backstage-plugin-humanitec-eks-common';
import { Call, instantTimings } from 'sandbox';
import { setTimeout as sleep } from 'node:timers/promises';
import { onboardByEngine } from '../__testUtils__/engine';
import { entitiesInCatalog } from '../__testUtils__/entitiesInCatalog';
import { startStack, Stack } from '../__testUtils__/startStack';
import {
  clusterEntity,
  pathOf,
  untilInCatalog,
} from './__testUtils__/clusterEntity';

jest.setTimeout(120_000);

type System = Call['system'];

const NAME = 'prod-cluster';
/** A system may well say what it was sent. */
const THEIR_WORDS =
  'no access with Bearer k8s-aws-v1.aHR0cHM6Ly9zdHM, -----BEGIN PRIVATE KEY----- MIIJQgIBADANBg -----END PRIVATE KEY-----';
const SECRETS = /sandbox-humanitec-token|aHR0cHM6Ly9zdHM|MIIJQgIBADANBg/;

describe('the binding of a cluster while a system refuses everything', () => {
  const entities = entitiesInCatalog();
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack(instantTimings, { features: [entities.feature] });
    await entities.publish([clusterEntity(NAME)]);
    await onboardByEngine(stack, { envType: 'production' });
    await untilInCatalog(stack, NAME);
  });
  afterAll(() => stack?.stop());
  afterEach(async () => {
    stack.sandbox.world.faults.clear();
    // Until a fresh reading is not shared with the test before.
    await sleep(2_100);
    await read();
    await sleep(2_100);
  });

  const read = async (): Promise<BindingReport> => {
    const { body } = await stack.api
      .get(`${pathOf(NAME)}?fresh=true`)
      .expect(200);
    return body;
  };
  const refuseAll = (system: System) =>
    stack.sandbox.world.faults.add({
      system,
      times: 1_000,
      effect: {
        kind: 'error',
        status: 403,
        message:
          system === 'humanitec'
            ? `${THEIR_WORDS} sandbox-humanitec-token`
            : THEIR_WORDS,
      },
    });
  const unknown = ({ parts }: BindingReport) =>
    parts.flatMap(part => (part.status === 'unknown' ? [part] : []));

  it.each<[System, PartId[], RegExp]>([
    ['iam', ['accessRole'], /^iam:\S+: AccessDenied/],
    [
      'humanitec',
      ['cloudAccount', 'clusterDefinition', 'agentDefinition'],
      /^GET \/orgs\/platform-org\/\S+: HTTP 403/,
    ],
    ['kubernetes', ['agent'], /^get \w+ humanitec-agent\S*: HTTP 403/],
  ])(
    'tells what is known of the others, and why the rest is not: %s',
    async (system, parts, why) => {
      refuseAll(system);
      const report = await read();
      const told = unknown(report);
      expect(told.map(({ part }) => part)).toEqual(
        expect.arrayContaining(parts),
      );
      expect(told.length).toBeLessThan(report.parts.length);
      expect(
        told
          .filter(({ part }) => parts.includes(part))
          .map(part => part.reason),
      ).toEqual(parts.map(() => expect.stringMatching(why)));
      expect(JSON.stringify(report)).not.toMatch(SECRETS);
    },
  );

  it('says since when a part is unknown, also when it is read again, and anew after it was known', async () => {
    refuseAll('humanitec');
    const first = await read();
    await sleep(2_100);
    const second = await read();
    expect(second.observedAt > first.observedAt).toBe(true);
    const sinceOf = (report: BindingReport) =>
      unknown(report).map(({ part, since }) => [part, since]);
    expect(sinceOf(first)).toContainEqual(['cloudAccount', first.observedAt]);
    expect(sinceOf(second)).toEqual(sinceOf(first));

    stack.sandbox.world.faults.clear();
    await sleep(2_100);
    expect(unknown(await read())).toEqual([]);
    refuseAll('humanitec');
    await sleep(2_100);
    const later = await read();
    expect(sinceOf(later)).toContainEqual(['cloudAccount', later.observedAt]);
  });
});
