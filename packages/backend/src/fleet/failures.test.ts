import {
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_CLUSTER_NAME,
  ANNOTATION_ORGANIZATION,
  ANNOTATION_REGION,
  Fleet,
} from 'backstage-plugin-humanitec-eks-common';
import { entitiesInCatalog } from '../__testUtils__/entitiesInCatalog';
import {
  FleetStack,
  lookedAt,
  readFleetLater,
  startFleetStack,
  untilFleet,
} from './__testUtils__/fleetStack';

jest.setTimeout(240_000);

let stack: FleetStack;
afterEach(() => stack?.stop());

const verdicts = ({ items }: Fleet) =>
  Object.fromEntries(
    items.map(({ clusterName, verdict }) => [clusterName, verdict]),
  );

it('tells which organization does not answer, and goes on with the others', async () => {
  const others = entitiesInCatalog();
  stack = await startFleetStack(3, { features: [others.feature] });
  await others.publish([
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: 'lost',
        annotations: {
          [ANNOTATION_ORGANIZATION]: 'gone-org',
          [ANNOTATION_AWS_ACCOUNT_ID]: '111122223333',
          [ANNOTATION_REGION]: 'eu-central-1',
          [ANNOTATION_CLUSTER_NAME]: 'lost',
        },
      },
      spec: {
        type: 'kubernetes-cluster',
        owner: 'group:default/platform-team',
      },
    },
  ]);
  const fleet = await untilFleet(
    stack,
    ({ total, counts, failures }) =>
      total === 4 && counts.verdict.ready === 3 && failures.length > 0,
  );
  expect(verdicts(fleet)).toMatchObject({ 'checkout-0001': 'ready' });
  expect(verdicts(fleet).lost).toBeUndefined();
  expect(fleet.failures).toEqual([
    {
      organization: 'gone-org',
      reason: expect.stringMatching(
        /^Humanitec refused GET \/orgs\/gone-org\/\S+ \(HTTP \d+/,
      ),
    },
  ]);
});

it('leaves the rows of an organization as they were when it stops answering', async () => {
  stack = await startFleetStack(3);
  const before = await untilFleet(stack, lookedAt(3));
  stack.sandbox.world.faults.add({
    system: 'humanitec',
    times: 50,
    effect: {
      kind: 'error',
      status: 403,
      message: 'words of theirs with a secret',
    },
  });
  await readFleetLater(stack);
  const after = await untilFleet(stack, ({ failures }) => failures.length > 0);
  expect(after.items).toEqual(before.items);
  expect(after.failures[0].organization).toBe('platform-org');
  expect(JSON.stringify(after)).not.toMatch(
    /words of theirs|sandbox-humanitec-token/,
  );
});

it('shows what there is while it looks anew, after a minute', async () => {
  stack = await startFleetStack(3);
  const before = await untilFleet(stack, lookedAt(3));
  stack.sandbox.world.faults.add({
    operation: 'GET /orgs/{orgId}/agents',
    effect: { kind: 'delay', seconds: 2 },
  });
  const start = performance.now();
  const meanwhile = await readFleetLater(stack);
  expect(performance.now() - start).toBeLessThan(1_500);
  expect(meanwhile).toMatchObject({ refreshing: true, items: before.items });
  const after = await untilFleet(stack, ({ refreshing }) => !refreshing);
  const [from, to] = [before, after].map(
    ({ items }) => items[0].observedAt ?? '',
  );
  expect(to > from).toBe(true);
});

it('asks an AWS account that does not let Backstage in at most once a region, not once a cluster', async () => {
  stack = await startFleetStack(24, {
    appConfig: {
      aws: {
        accounts: [
          { accountId: '111122223333', roleName: 'backstage-humanitec-eks' },
          { accountId: '444455556666', roleName: 'nobody-made-this-role' },
        ],
      },
    },
  });
  await untilFleet(stack, lookedAt(24));
  stack.sandbox.world.calls.clear();
  await readFleetLater(stack);
  const fleet = await untilFleet(stack, lookedAt(24));

  const refused = stack.sandbox.world.calls
    .all()
    .filter(
      ({ operation, status }) => operation === 'AssumeRole' && status === 403,
    );
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThanOrEqual(5);
  const rows = (account: string) =>
    fleet.items.filter(({ awsAccountId }) => awsAccountId === account);
  const reasons = rows('444455556666').map(
    ({ verdict, reason }) => `${verdict} ${reason}`,
  );
  expect(reasons.filter(text => !text.startsWith('broken'))).toEqual(
    Array(10).fill(
      'unknown Cluster: AWS refused sts:AssumeRole (HTTP 403, AccessDenied)',
    ),
  );
  expect(rows('111122223333').map(({ verdict }) => verdict)).toEqual(
    Array(12).fill('ready'),
  );
});
