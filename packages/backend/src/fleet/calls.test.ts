import { DeleteAccessEntryCommand } from '@aws-sdk/client-eks';
import { BINDING_CHANGED_TOPIC } from 'backstage-plugin-humanitec-eks-common';
import { platformEks } from '../__testUtils__/platformAccount';
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

const times = (count: number, call: string) => Array(count).fill(call);

// Of twenty, one has an API that cannot be reached.
it.each([
  [3, 3],
  [20, 19],
])(
  'a look at %d clusters makes four calls to Humanitec, and for each two to AWS and one to Kubernetes',
  async (count, reachable) => {
    stack = await startFleetStack(count);
    await untilFleet(stack, lookedAt(count));
    stack.sandbox.world.calls.clear();
    await readFleetLater(stack);
    await untilFleet(stack, lookedAt(count));
    expect(stack.calls().sort()).toEqual(
      [
        'humanitec GET /orgs/{orgId}/agents',
        'humanitec GET /orgs/{orgId}/apps',
        'humanitec GET /orgs/{orgId}/resources/accounts',
        'humanitec GET /orgs/{orgId}/resources/defs',
        ...times(count, 'eks DescribeCluster'),
        ...times(count, 'eks DescribeAccessEntry'),
        ...times(reachable, 'kubernetes list deployments'),
      ].sort(),
    );
  },
);

it('a binding that has changed is looked at by itself and at once', async () => {
  stack = await startFleetStack(3);
  const before = await untilFleet(stack, lookedAt(3));
  const [{ organization, awsAccountId, region, clusterName }] = stack.clusters;
  await platformEks().send(
    new DeleteAccessEntryCommand({
      clusterName,
      principalArn: `arn:aws:iam::${awsAccountId}:role/humanitec-role-to-access-${clusterName}-cluster`,
    }),
  );
  stack.sandbox.world.calls.clear();
  const changed = { organization, awsAccountId, region, clusterName };
  await stack.bus.publish(BINDING_CHANGED_TOPIC, changed);

  const after = await untilFleet(
    stack,
    ({ counts }) => !!counts.verdict.broken,
  );
  expect(after.items[0]).toMatchObject({
    clusterName,
    verdict: 'broken',
    reason: expect.stringMatching(
      /^Deploy access: access entry .* is missing$|^Deploy access: /,
    ),
  });
  expect(after.items.slice(1)).toEqual(
    before.items.filter(one => one.clusterName !== clusterName),
  );
  expect(
    stack.calls().filter(call => call === 'kubernetes list deployments'),
  ).toHaveLength(1);
});
