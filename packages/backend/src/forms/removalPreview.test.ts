import {
  DeleteAccessEntryCommand,
  UpdateClusterConfigCommand,
} from '@aws-sdk/client-eks';
import { instantTimings, Snapshot } from 'sandbox';
import { identity } from '../__testUtils__/actionStack';
import { onboardByEngine } from '../__testUtils__/engine';
import { startStack, Stack } from '../__testUtils__/startStack';
import { Tamper, tamperWith } from '../__testUtils__/tamper';

jest.setTimeout(120_000);

const { clusterName } = identity;

let stack: Stack;
let tamper: Tamper;
let absent: Snapshot;
let bound: Snapshot;
beforeAll(async () => {
  stack = await startStack(instantTimings);
  tamper = tamperWith(stack, clusterName);
  absent = await stack.sandbox.snapshot();
  await onboardByEngine(stack, { envType: 'production' });
  bound = await stack.sandbox.snapshot();
});
afterAll(() => stack?.stop());
beforeEach(async () => {
  stack.sandbox.world.faults.clear();
  await stack.sandbox.restore(bound);
  stack.sandbox.world.calls.clear();
});

const post = (options: object) =>
  stack.api
    .post('/api/humanitec-eks/v1/previews/removal')
    .send({ ...identity, ...options });
const preview = async (options: object = {}) => {
  const { status, body } = await post(options);
  expect([status, body.error?.message]).toEqual([200, undefined]);
  const { sts, ...writes } = stack.sandbox.world.calls.writes();
  expect(Object.values(writes)).toEqual([0, 0, 0, 0, 0]);
  return body;
};
const partsOf = ({ parts }: { parts: { part: string }[] }) =>
  parts.map(({ part }) => part);

const withoutCluster = [
  'clusterDefinition',
  'runnerAccess',
  'agent',
  'agentDefinition',
  'deployAccess',
  'cloudAccount',
  'accessRole',
];

describe('a preview of a removal', () => {
  it('tells what goes, in its order, and what stays', async () => {
    const whole = await preview();
    expect(partsOf(whole).sort()).toEqual([...withoutCluster].sort());
    expect(partsOf(whole)[0]).toBe('clusterDefinition');
    expect(whole.parts[0].things).toContain(
      `k8s-cluster definition ${clusterName}`,
    );
    expect(whole.left).toEqual([
      {
        what: expect.stringMatching(/^EKS cluster eks-automode-prod with/),
        why: 'it was to be kept',
      },
    ]);
    expect(whole.dependents).toEqual([]);
    expect(whole.refused).toBeUndefined();
  });

  it('tells what goes with the cluster', async () => {
    const { parts, left } = await preview({ keepCluster: false });
    expect(parts.at(-1)).toEqual({
      part: 'cluster',
      things: expect.arrayContaining([`eks cluster ${clusterName}`]),
    });
    expect(left).toEqual([]);
  });

  it('tells that a protected cluster stays, unless its protection is to be lifted', async () => {
    await tamper.eks.send(
      new UpdateClusterConfigCommand({
        name: clusterName,
        deletionProtection: true,
      }),
    );
    stack.sandbox.world.calls.clear();
    const away = { keepCluster: false };
    expect((await preview(away)).left).toMatchObject([
      { why: expect.stringMatching(/^its deletion protection is on/) },
    ]);
    const lifted = await preview({ ...away, liftDeletionProtection: true });
    expect(partsOf(lifted)).toContain('cluster');
    expect(lifted.left).toEqual([]);
  });

  it('says that no protection is lifted of a cluster that is kept, and what would go all the same', async () => {
    const whole = await preview({ liftDeletionProtection: true });
    expect(whole.refused).toMatch(/^liftDeletionProtection: is for a cluster/);
    expect(partsOf(whole).sort()).toEqual([...withoutCluster].sort());
  });

  it('names who is deployed there, why a run would refuse, and what would go all the same', async () => {
    await tamper.humanitec('POST', '/apps/shop/envs/production/deploys', {
      comment: 'Release',
    });
    stack.sandbox.world.clock.advance(30);
    stack.sandbox.world.calls.clear();
    const whole = await preview();
    expect(whole.dependents).toEqual([
      {
        appId: 'shop',
        envId: 'production',
        types: expect.arrayContaining(['agent', 'k8s-cluster']),
      },
    ]);
    expect(whole.refused).toMatch(
      /^Environments are deployed through this binding: shop\/production \(/,
    );
    expect(partsOf(whole).sort()).toEqual([...withoutCluster].sort());
    expect((await preview({ force: true })).refused).toBeUndefined();
  });

  it('says why the cluster cannot be looked into, and what would stay there', async () => {
    await tamper.eks.send(
      new DeleteAccessEntryCommand({
        clusterName,
        principalArn: 'arn:aws:iam::111122223333:role/backstage-humanitec-eks',
      }),
    );
    stack.sandbox.world.calls.clear();
    const { refused, left } = await preview();
    expect(refused).toMatch(/^The cluster cannot be looked into, .*HTTP 401/);
    expect(left).toContainEqual(
      expect.objectContaining({
        what: expect.stringMatching(/^in the cluster: the namespaces/),
      }),
    );
  });

  it('finds nothing where nothing is', async () => {
    await stack.sandbox.restore(absent);
    stack.sandbox.world.calls.clear();
    expect(await preview({ keepCluster: false })).toEqual({
      parts: [],
      left: [],
      dependents: [],
    });
  });
});

describe('a preview of a removal that is not given', () => {
  it('names what is wrong', async () => {
    const { status, body } = await post({ region: 'here', force: 'yes' });
    expect(status).toBe(400);
    expect(body.error.message).toMatch(
      /^region: must be an AWS region.*\nforce: Expected boolean/,
    );
  });

  it.each([
    ['organization', { organization: 'nobody' }],
    ['awsAccountId', { awsAccountId: '999999999999' }],
  ])('is not found for an %s that is not configured', async (field, other) => {
    const { status, body } = await post(other);
    expect(status).toBe(404);
    expect(body.error.message).toMatch(
      new RegExp(`^${field}: there is no .* that you may use`),
    );
  });

  it('names the system that does not tell, and nothing of its answer', async () => {
    stack.sandbox.world.faults.add({
      system: 'iam',
      times: 100,
      effect: {
        kind: 'error',
        status: 403,
        code: 'AccessDenied',
        message: 'the words of somebody else',
      },
    });
    const { status, body, text } = await post({});
    expect(status).toBe(503);
    expect(body.error).toEqual({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(
        /^AWS did not tell what there is of eks-automode-prod: iam:\w+ was refused \(.*AccessDenied\)\. Allow/,
      ),
    });
    expect(text).not.toContain('the words of somebody else');
  });
});
