import fc from 'fast-check';
import { agentPods, worstProblem } from '../parts/agentPods';
import { runningFingerprint } from '../parts/agentDeployment';
import { publicKeyOf } from '../parts/agentKey';
import type { LiveObject } from './kubernetesClient';
import { KubernetesError } from './kubernetesError';
import { nodeSupply } from './nodeSupply';

const SEED = 20_261_124;

const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    null,
    [],
    {},
    '',
    -1,
    'a'.repeat(100_000),
    JSON.parse('{"__proto__":{"polluted":true}}'),
    { constructor: { prototype: {} } },
  ),
);

/** An object as the API returns it, of which any fields are something else. */
function liveObject(kind: string): fc.Arbitrary<LiveObject> {
  const some = (fields: Record<string, fc.Arbitrary<unknown>>) =>
    fc.record(fields, { requiredKeys: [] });
  const spec = fc.oneof(
    hostile,
    some({
      replicas: hostile,
      unschedulable: hostile,
      template: fc.oneof(hostile, some({ metadata: hostile, spec: hostile })),
    }),
  );
  const status = fc.oneof(
    hostile,
    some({
      conditions: fc.oneof(
        hostile,
        fc.array(some({ type: hostile, status: hostile, message: hostile })),
      ),
      containerStatuses: fc.oneof(
        hostile,
        fc.array(
          some({ restartCount: hostile, state: hostile, lastState: hostile }),
        ),
      ),
    }),
  );
  return some({
    spec,
    status,
    data: hostile,
    reason: hostile,
    message: hostile,
    involvedObject: hostile,
    lastTimestamp: hostile,
  }).map(rest => ({
    ...rest,
    apiVersion: 'v1',
    kind,
    metadata: { name: 'hostile' },
  }));
}

/** The refusal, if it is our own and names the fields; any other fails the test. */
function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (!(error instanceof KubernetesError)) throw error;
    return error.message;
  }
  return 'what the API documents (all of it)';
}

const readers: [string, string, (live: LiveObject) => unknown][] = [
  ['Pod', 'a pod', live => worstProblem(agentPods([live]), [])],
  [
    'Event',
    'an event',
    live =>
      worstProblem(
        agentPods([
          { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'hostile' } },
        ]),
        [live],
      ),
  ],
  ['Node', 'a node', live => nodeSupply({}, [live])],
  [
    'Deployment',
    'a Deployment',
    live => runningFingerprint(new Map([['Deployment a/b', live]])),
  ],
  ['Secret', 'a Secret', publicKeyOf],
];

it.each(readers)(
  '%s: %s of any content is read, or refused with its fields',
  (kind, _, read) => {
    fc.assert(
      fc.property(liveObject(kind), live => {
        expect(refusal(() => read(live))).toMatch(
          /what the API documents \([^)]+\)/,
        );
      }),
      { seed: SEED, numRuns: 2_000 },
    );
    expect(Object.prototype).not.toHaveProperty('polluted');
  },
);
