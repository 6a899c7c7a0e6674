import { EKSClient, DescribeClusterCommand } from '@aws-sdk/client-eks';
import {
  CreateRoleCommand,
  IAMClient,
  ListRolesCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import { administratorClients } from '../aws/__testUtils__/clients';
import { createCluster, createRoles } from '../aws/__testUtils__/cluster';
import { Sandbox, startSandbox } from '../sandbox';
import { instantTimings } from '../timings';

// Several servers share few cores in a full run.
jest.setTimeout(30_000);

let sandbox: Sandbox;
let iam: IAMClient;
let eks: EKSClient;
beforeEach(async () => {
  sandbox = await startSandbox({ timings: instantTimings });
  ({ iam, eks } = administratorClients(sandbox.awsUrl));
});
afterEach(() => sandbox.close());

async function admin(method: string, path: string, body?: unknown) {
  const response = await fetch(`${sandbox.url}/_sandbox${path}`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : undefined };
}

it('is healthy', async () => {
  expect(await admin('GET', '/health')).toEqual({
    status: 200,
    body: { status: 'ok' },
  });
});

describe('the call log', () => {
  it('has who called what, and how it ended', async () => {
    await admin('DELETE', '/calls');
    await iam.send(new ListRolesCommand({}));
    await expect(
      eks.send(new DescribeClusterCommand({ name: 'nothing' })),
    ).rejects.toThrow();
    const principal = 'arn:aws:iam::111122223333:user/administrator';
    expect((await admin('GET', '/calls')).body).toMatchObject([
      { system: 'iam', operation: 'ListRoles', status: 200, principal },
      {
        system: 'eks',
        operation: 'DescribeCluster',
        resource: 'nothing',
        status: 404,
      },
    ]);
  });

  it('counts calls that may change something, refused ones too', async () => {
    await iam.send(new ListRolesCommand({}));
    await expect(
      iam.send(
        new CreateRoleCommand({ RoleName: 'a', AssumeRolePolicyDocument: '{' }),
      ),
    ).rejects.toThrow();
    expect((await admin('GET', '/writes')).body).toMatchObject({
      sts: 0,
      iam: 1,
      eks: 0,
    });
  });
});

describe('faults', () => {
  it('hit the calls that they are set for, and then no more', async () => {
    const set = await admin('POST', '/faults', {
      system: 'iam',
      operation: 'ListRoles',
      effect: {
        kind: 'error',
        status: 400,
        code: 'Throttling',
        message: 'Rate exceeded',
      },
    });
    expect(set.status).toBe(201);
    expect((await admin('GET', '/faults')).body).toHaveLength(1);
    await expect(iam.send(new ListRolesCommand({}))).rejects.toMatchObject({
      name: 'Throttling',
      message: 'Rate exceeded',
    });
    await expect(iam.send(new ListRolesCommand({}))).resolves.toBeDefined();
  });

  it('speak EKS where they hit EKS', async () => {
    await admin('POST', '/faults', {
      system: 'eks',
      effect: {
        kind: 'error',
        status: 429,
        code: 'ThrottlingException',
        message: 'Rate exceeded',
      },
    });
    await expect(
      eks.send(new DescribeClusterCommand({ name: 'a' })),
    ).rejects.toMatchObject({
      name: 'ThrottlingException',
      $metadata: { httpStatusCode: 429 },
    });
  });

  it('can break the connection after the call took effect', async () => {
    await admin('POST', '/faults', {
      system: 'iam',
      operation: 'TagRole',
      effect: { kind: 'reset', after: true },
    });
    const RoleName = 'backstage-humanitec-eks';
    await expect(
      iam.send(
        new TagRoleCommand({ RoleName, Tags: [{ Key: 'a', Value: 'b' }] }),
      ),
    ).rejects.toThrow('socket hang up');
    const role = sandbox.world.aws.findRole(
      `arn:aws:iam::111122223333:role/${RoleName}`,
    );
    expect(role?.tags.get('a')).toBe('b');
  });

  it('can be taken back', async () => {
    const effect = { kind: 'garbage' };
    await admin('POST', '/faults', { system: 'iam', effect });
    await admin('DELETE', '/faults');
    await expect(iam.send(new ListRolesCommand({}))).resolves.toBeDefined();
  });
});

describe('time', () => {
  it('goes forward when asked', async () => {
    const before = sandbox.world.clock.now();
    await admin('POST', '/clock', { advanceSeconds: 3600 });
    expect(sandbox.world.clock.now() - before).toBeGreaterThanOrEqual(
      3_600_000,
    );
  });

  it('is changed one timing at a time', async () => {
    const changed = await admin('PATCH', '/timings', { clusterCreate: 7 });
    expect(changed.body).toEqual({ ...instantTimings, clusterCreate: 7 });
  });
});

describe('wrong input', () => {
  it.each([
    ['POST', '/clock', { advanceSeconds: -1 }],
    ['POST', '/clock', { seconds: 1 }],
    ['PATCH', '/timings', { clusterCreate: 'soon' }],
    ['PATCH', '/timings', { coffee: 1 }],
    ['POST', '/faults', { system: 's3', effect: { kind: 'garbage' } }],
    ['POST', '/faults', { system: 'iam', effect: { kind: 'magic' } }],
  ])('%s %s %j is refused', async (method, path, body) => {
    expect(await admin(method, path, body)).toMatchObject({
      status: 400,
      body: { error: expect.any(String) },
    });
  });

  it('is named when there is no such control', async () => {
    expect(await admin('GET', '/nothing')).toMatchObject({
      status: 404,
      body: { error: expect.stringContaining('/_sandbox/nothing') },
    });
  });
});

describe('the world', () => {
  it('is equal as long as nothing changes', async () => {
    const before = (await admin('GET', '/world')).body;
    administratorClients(sandbox.awsUrl);
    await iam.send(new ListRolesCommand({}));
    expect((await admin('GET', '/world')).body).toEqual(before);
    await createRoles(iam);
    expect((await admin('GET', '/world')).body).not.toEqual(before);
  });

  it('holds no secret', async () => {
    await createRoles(iam);
    await createCluster(eks);
    const text = JSON.stringify((await admin('GET', '/world')).body);
    expect(text).toContain('eks-automode-prod');
    expect(text).not.toContain('sandbox-only-not-a-secret');
    expect(text).not.toContain('PRIVATE KEY');
    expect(text).not.toContain('"sandbox-humanitec-token"');
  });
});

describe('reset', () => {
  it('goes back to the start and closes the clusters', async () => {
    const before = (await admin('GET', '/world')).body;
    await createRoles(iam);
    const { cluster } = await createCluster(eks);
    const { status } = await admin('POST', '/reset');
    expect(status).toBe(204);
    expect(sandbox.world.aws.clusters.size).toBe(0);
    expect((await admin('GET', '/calls')).body).toEqual([]);
    await expect(fetch(String(cluster?.endpoint))).rejects.toMatchObject({
      cause: { code: 'ECONNREFUSED' },
    });
    const after = (await admin('GET', '/world')).body;
    expect(Object.keys(after.aws.accounts)).toEqual(
      Object.keys(before.aws.accounts),
    );
    expect(Object.keys(after.aws.accounts['111122223333'].roles)).toEqual([
      'awsserviceroleforamazoneks',
      'backstage-humanitec-eks',
    ]);
  });
});
