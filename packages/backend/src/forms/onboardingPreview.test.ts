import { CreateRoleCommand } from '@aws-sdk/client-iam';
import type { Finding } from 'backstage-plugin-humanitec-eks-common';
import { instantTimings, Snapshot } from 'sandbox';
import { identity } from '../__testUtils__/actionStack';
import { onboardByEngine } from '../__testUtils__/engine';
import { startStack, Stack } from '../__testUtils__/startStack';
import { Tamper, tamperWith } from '../__testUtils__/tamper';

jest.setTimeout(120_000);

const { clusterName } = identity;
const accessRole = `humanitec-role-to-access-${clusterName}-cluster`;
const good = {
  ...identity,
  envType: 'production',
  cluster: {
    subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
  },
};

let stack: Stack;
let tamper: Tamper;
let before: Snapshot;
beforeAll(async () => {
  stack = await startStack(instantTimings);
  tamper = tamperWith(stack, clusterName);
  before = await stack.sandbox.snapshot();
});
afterAll(() => stack?.stop());
beforeEach(async () => {
  stack.sandbox.world.faults.clear();
  await stack.sandbox.restore(before);
  stack.sandbox.world.calls.clear();
});

const post = (body: object) =>
  stack.api.post('/api/humanitec-eks/v1/previews/onboarding').send(body);
const preview = async (body: object) => {
  const answer = await post(body);
  expect([answer.status, answer.body.error?.message]).toEqual([200, undefined]);
  const { sts, ...writes } = stack.sandbox.world.calls.writes();
  expect(Object.values(writes)).toEqual([0, 0, 0, 0, 0]);
  return answer.body;
};
const fields = (findings: (Finding & { field?: string })[]) =>
  findings.map(({ severity, field }) => `${severity} ${field}`);
const called = () =>
  new Set(stack.sandbox.world.calls.all().map(call => call.system));

describe('a preview of an onboarding', () => {
  it('finds nothing wrong with the worked example, and tells who moves', async () => {
    expect(await preview({ input: good, newCluster: true })).toEqual({
      findings: [],
      moves: {
        come: ['shop', 'billing'].map(appId => ({
          appId,
          envId: 'production',
          envType: 'production',
          to: clusterName,
        })),
        leave: [],
        held: [],
        stay: 0,
      },
      present: [],
    });
  });

  it('asks Humanitec alone for the rules, and tells whom they take from another cluster', async () => {
    const { moves, findings } = await preview({
      input: {
        ...identity,
        envType: 'development',
        appId: 'billing',
        criteria: [{ appId: 'shop' }],
      },
      subjects: ['rules'],
    });
    expect(findings).toEqual([]);
    expect(moves.come).toContainEqual({
      appId: 'billing',
      envId: 'development',
      envType: 'development',
      from: 'shared-nonprod',
      to: clusterName,
    });
    expect(moves.come).toHaveLength(4);
    expect(called()).toEqual(new Set(['humanitec']));
  });

  it('tells whom a more specific rule holds elsewhere, and who leaves', async () => {
    await onboardByEngine(stack, { envType: 'production' });
    await tamper.humanitec('POST', '/resources/defs/shared-nonprod/criteria', {
      app_id: 'shop',
      env_type: 'staging',
    });
    stack.sandbox.world.calls.clear();
    const { moves } = await preview({
      input: { ...identity, criteria: [{ envType: 'staging' }] },
      subjects: ['rules'],
    });
    expect(moves.held).toEqual([
      expect.objectContaining({ envId: 'staging', to: 'shared-nonprod' }),
    ]);
    expect(moves.leave).toEqual([
      expect.objectContaining({ appId: 'shop', from: clusterName }),
      expect.objectContaining({ appId: 'billing', from: clusterName }),
    ]);
  });

  it('calls each rule as the form calls it', async () => {
    const { findings } = await preview({
      input: {
        ...identity,
        envType: 'produktion',
        appId: 'shopp',
        criteria: [{ envType: 'development' }, { envId: 'nowhere' }],
      },
      subjects: ['rules'],
    });
    expect(fields(findings)).toEqual([
      'error envType',
      'error appId',
      'error criteria.1.envId',
      'error criteria.0',
    ]);
    const { findings: taken } = await preview({
      input: { ...identity, envType: 'development' },
      subjects: ['rules'],
    });
    expect(fields(taken)).toEqual(['error envType']);
    expect(taken[0].reason).toMatch(
      /belongs to the k8s-cluster definition shared-nonprod/,
    );
  });

  it('names the field under which a name that is taken can be changed', async () => {
    await tamper.iam.send(
      new CreateRoleCommand({
        RoleName: accessRole,
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'ec2.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          ],
        }),
      }),
    );
    await tamper.humanitec('POST', '/resources/defs', {
      id: clusterName,
      name: 'somebody else',
      type: 'k8s-cluster',
      driver_type: 'humanitec/k8s-cluster-eks',
      driver_inputs: { values: { region: 'eu-west-1', name: 'other' } },
    });
    stack.sandbox.world.calls.clear();
    const { findings, moves } = await preview({
      input: identity,
      subjects: ['names'],
    });
    expect(fields(findings)).toEqual([
      'error names.accessRole',
      'error names.clusterDefinition',
    ]);
    expect(findings[0].part).toBe('accessRole');
    expect(moves).toBeUndefined();

    const { findings: others } = await preview({
      input: {
        ...identity,
        names: { accessRole: 'another-role', clusterDefinition: 'another' },
      },
      subjects: ['names'],
    });
    expect(others).toEqual([]);
  });

  it('asks AWS alone for the cluster, and judges network and version', async () => {
    const { findings, present } = await preview({
      input: {
        ...identity,
        cluster: {
          version: '1.10',
          subnetIds: ['subnet-0a1b2c3d4e5f60002', 'subnet-0a1b2c3d4e5f60004'],
        },
      },
      newCluster: true,
      subjects: ['cluster'],
    });
    expect(fields(findings)).toEqual([
      'error cluster.subnetIds',
      'error cluster.version',
    ]);
    expect(present).toEqual([]);
    expect([...called()]).not.toContain('humanitec');
    const { findings: missing } = await preview({
      input: identity,
      newCluster: true,
      subjects: ['cluster'],
    });
    expect(fields(missing)).toEqual(['error cluster.subnetIds']);
  });

  it('tells which parts are there already', async () => {
    await onboardByEngine(stack, { envType: 'production' });
    await tamper.humanitec(
      'DELETE',
      `/resources/defs/${clusterName}?force=true`,
    );
    stack.sandbox.world.calls.clear();
    const { present } = await preview({ input: good, subjects: ['names'] });
    expect(present).toEqual([
      'cluster',
      'accessRole',
      'cloudAccount',
      'agent',
      'agentDefinition',
      'deployAccess',
      'runnerAccess',
    ]);
  });

  it('holds the rest up for no system that is down', async () => {
    stack.sandbox.world.faults.add({
      system: 'humanitec',
      times: 100,
      effect: { kind: 'error', status: 500, message: 'secret-of-humanitec' },
    });
    const { findings } = await preview({
      input: { ...good, cluster: { ...good.cluster, version: '1.10' } },
    });
    expect(fields(findings)).toEqual([
      'error cluster.version',
      'error organization',
    ]);
  });

  it('says who did not answer in time', async () => {
    stack.sandbox.world.faults.add({
      system: 'humanitec',
      operation: 'GET /orgs/{orgId}',
      effect: { kind: 'delay', seconds: 25 },
    });
    const { findings } = await preview({ input: good });
    expect(findings).toEqual([
      {
        severity: 'error',
        field: 'organization',
        reason: 'Humanitec did not answer within 20 s',
        remedy: expect.stringMatching(
          /^Check that Backstage reaches Humanitec/,
        ),
      },
    ]);
  });
});

describe('a preview that is not given', () => {
  it.each([
    [{}, /^input: Required$/],
    [
      { input: { ...good, clusterName: '-', region: 'Frankfurt' } },
      /^region: must be an AWS region such as eu-central-1\nclusterName: must begin/,
    ],
    [
      { input: { ...good, cluster: { subnetIds: ['subnet-1'] } } },
      /^cluster\.subnetIds: needs two subnets or more, in different availability zones$/,
    ],
    [
      { input: good, subjects: ['weather'] },
      /^subjects\.0: Invalid enum value/,
    ],
    [{ input: { ...good, colour: 'blue' } }, /^input: Unrecognized key/],
  ])('names what is wrong: %#', async (body, message) => {
    const { status, body: answer } = await post(body);
    expect(status).toBe(400);
    expect(answer.error.message).toMatch(message);
    expect([...called()]).toEqual([]);
  });

  it.each([
    ['organization', { organization: 'nobody' }],
    ['awsAccountId', { awsAccountId: '999999999999' }],
  ])('is not found for an %s that is not configured', async (field, other) => {
    const { status, body } = await post({ input: { ...good, ...other } });
    expect(status).toBe(404);
    expect(body.error.message).toMatch(
      new RegExp(`^${field}: there is no .* that you may use`),
    );
  });

  it('says what the configuration lacks', async () => {
    const { status, body } = await post({
      input: { ...good, organization: 'tokenless-org' },
    });
    expect(status).toBe(503);
    expect(body.error.message).toMatch(/tokenless-org has no token\. Set /);
  });
});
