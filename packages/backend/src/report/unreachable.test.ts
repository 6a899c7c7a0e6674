import {
  BindingReport,
  PartId,
  SystemId,
} from 'backstage-plugin-humanitec-eks-common';
import type { Call } from 'sandbox';
import { ActionStack, startActionStack } from '../__testUtils__/actionStack';
import { BoundCluster, boundCluster } from './__testUtils__/boundCluster';

jest.setTimeout(180_000);

const faults = {
  'breaks every connection': { kind: 'reset' },
  'answers with 401': { kind: 'error', status: 401 },
  'answers with 403': { kind: 'error', status: 403 },
  'answers rubbish': { kind: 'garbage' },
  hangs: { kind: 'delay', seconds: 3_600 },
} as const;

/** The parts of which a system must tell something. */
const needing: Record<
  SystemId,
  { systems: Call['system'][]; parts: PartId[] }
> = {
  // Kubernetes is found through EKS.
  AWS: {
    systems: ['sts', 'iam', 'eks'],
    parts: ['cluster', 'accessRole', 'agent', 'deployAccess', 'runnerAccess'],
  },
  Humanitec: {
    systems: ['humanitec'],
    parts: [
      'cloudAccount',
      'clusterDefinition',
      'agent',
      'agentDefinition',
      'runnerAccess',
    ],
  },
  Kubernetes: {
    systems: ['kubernetes'],
    parts: ['agent', 'deployAccess', 'runnerAccess'],
  },
};

const systems: SystemId[] = ['AWS', 'Humanitec', 'Kubernetes'];
const ways = Object.keys(faults) as (keyof typeof faults)[];
const cases = systems.flatMap(system =>
  ways.map(way => [system, way] as const),
);

describe('a report while a system does not do as it should', () => {
  let stack: ActionStack;
  let cluster: BoundCluster;
  beforeAll(async () => {
    stack = await startActionStack();
    cluster = await boundCluster(stack, { envType: 'production' });
  });
  afterAll(() => stack?.stop());
  beforeEach(() => cluster.back());

  it.each(cases)(
    'tells all but what %s must tell, which %s',
    async (system, way) => {
      for (const one of needing[system].systems) {
        stack.sandbox.world.faults.add({
          system: one,
          times: 1_000,
          effect: faults[way],
        });
      }
      const start = Date.now();
      const report = await cluster.read();
      expect(Date.now() - start).toBeLessThan(25_000);

      const unknown = unknownParts(report);
      expect(unknown.map(({ part }) => part).sort()).toEqual(
        [...needing[system].parts].sort(),
      );
      expect(new Set(unknown.map(part => part.system))).toEqual(
        new Set([system]),
      );
      for (const { reason } of unknown)
        expect(reason.length).toBeGreaterThan(20);
      const told = report.parts.filter(({ status }) => status !== 'unknown');
      expect(told.filter(({ status }) => status !== 'inSync')).toEqual([]);
      expect(report.verdict).toBe('unknown');
    },
  );

  it('says of a system that hangs how long it was waited for', async () => {
    stack.sandbox.world.faults.add({
      system: 'kubernetes',
      times: 1_000,
      effect: faults.hangs,
    });
    const [{ reason }] = unknownParts(await cluster.read());
    expect(reason).toMatch(
      /^Kubernetes did not answer within \d+ s\. Look again/,
    );
  });

  it('leaves out what only the silent system tells, and keeps the rest', async () => {
    stack.sandbox.world.faults.add({
      system: 'humanitec',
      times: 1_000,
      effect: faults['answers with 403'],
    });
    const { version, criteria, landsHere, operator } = await cluster.read();
    expect({ version, criteria, landsHere, operator }).toEqual({
      version: expect.objectContaining({
        current: '1.36',
        standardSupportEnds: '2027-08-02',
      }),
    });
  });

  it('ends when nobody waits for it any more, and makes no further call', async () => {
    stack.sandbox.world.faults.add({
      system: 'eks',
      times: 1_000,
      effect: faults.hangs,
    });
    const gone = new AbortController();
    const reading = cluster.read({}, gone.signal);
    setTimeout(() => gone.abort(), 300);
    await expect(reading).rejects.toThrow('abort');
  });
});

function unknownParts({ parts }: Pick<BindingReport, 'parts'>) {
  return parts.flatMap(part => (part.status === 'unknown' ? [part] : []));
}
