import {
  CreateAccessEntryCommand,
  DeleteClusterCommand,
  DescribeClusterCommand,
  EKSClient,
} from '@aws-sdk/client-eks';
import {
  CreateRoleCommand,
  IAMClient,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import { AppsV1Api, CoreV1Api, Watch } from '@kubernetes/client-node';
import { dumpWorld } from './admin/dumpWorld';
import { administratorClients } from './aws/__testUtils__/clients';
import {
  createCluster,
  createRoles,
  trustingService,
} from './aws/__testUtils__/cluster';
import {
  startTestCluster,
  TestCluster,
} from './kubernetes/__testUtils__/testCluster';
import { Sandbox, startSandbox } from './sandbox';
import { defaultTimings, instantTimings } from './timings';

// Several servers share few cores in a full run.
jest.setTimeout(60_000);

async function control(sandbox: Sandbox, path: string) {
  const url = `${sandbox.url}/_sandbox${path}`;
  const response = await fetch(url, { method: 'POST' });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : undefined };
}

describe('a snapshot of a full world', () => {
  const name = 'demo';
  let test: TestCluster;
  let sandbox: Sandbox;
  let iam: IAMClient;
  let eks: EKSClient;
  let core: CoreV1Api;
  let apps: AppsV1Api;
  beforeEach(async () => {
    test = await startTestCluster();
    sandbox = test.sandbox;
    ({ iam, eks } = administratorClients(sandbox.awsUrl));
    core = test.admin.makeApiClient(CoreV1Api);
    apps = test.admin.makeApiClient(AppsV1Api);
    await apps.createNamespacedDeployment({
      namespace: 'default',
      body: deployment('web'),
    });
  });
  afterEach(() => test.close());

  const podNames = async () => {
    const { items } = await core.listNamespacedPod({ namespace: 'default' });
    return items.map(({ metadata, status }) => [metadata?.name, status?.phase]);
  };
  const humanitec = (method: string, path: string, body?: object) =>
    fetch(`${sandbox.humanitecUrl}/orgs/platform-org/${path}`, {
      method,
      headers: {
        authorization: 'Bearer sandbox-humanitec-token',
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });

  /** Changes something in each of the three systems. */
  async function change(suffix: string) {
    await iam.send(
      new CreateRoleCommand({
        RoleName: `made-${suffix}`,
        AssumeRolePolicyDocument: trustingService('ec2.amazonaws.com', [
          'sts:AssumeRole',
        ]),
      }),
    );
    await eks.send(
      new CreateAccessEntryCommand({
        clusterName: name,
        principalArn: `arn:aws:iam::222233334444:role/${suffix}`,
      }),
    );
    const created = await humanitec('POST', 'env-types', {
      id: suffix,
      description: suffix,
    });
    expect(created.status).toBe(201);
    await apps.deleteNamespacedDeployment({
      name: 'web',
      namespace: 'default',
    });
    await core.createNamespace({ body: { metadata: { name: suffix } } });
  }

  it('brings everything back, as often as asked', async () => {
    const pods = await podNames();
    expect(pods).toEqual([[expect.stringMatching(/^web-/), 'Running']]);
    const before = dumpWorld(sandbox.world);
    const snapshot = await sandbox.snapshot();
    for (const suffix of ['first', 'second']) {
      await change(suffix);
      expect(dumpWorld(sandbox.world)).not.toEqual(before);
      await sandbox.restore(snapshot);
      expect(dumpWorld(sandbox.world)).toEqual(before);
    }
    expect(await podNames()).toEqual(pods);
    expect(dumpWorld(sandbox.world)).toEqual(before);
  });

  it('can be left and come back to, in any order', async () => {
    const empty = await sandbox.snapshot();
    const emptyDump = dumpWorld(sandbox.world);
    await change('later');
    const later = await sandbox.snapshot();
    const laterDump = dumpWorld(sandbox.world);
    await sandbox.restore(empty);
    await sandbox.restore(later);
    expect(dumpWorld(sandbox.world)).toEqual(laterDump);
    await sandbox.restore(empty);
    expect(dumpWorld(sandbox.world)).toEqual(emptyDump);
  });

  it('is kept and brought back over HTTP', async () => {
    const before = dumpWorld(sandbox.world);
    const taken = await control(sandbox, '/snapshots');
    expect(taken).toEqual({ status: 201, body: { id: expect.any(String) } });
    await change('http');
    const path = `/snapshots/${taken.body.id}/restore`;
    expect(await control(sandbox, path)).toEqual({
      status: 204,
      body: undefined,
    });
    expect(dumpWorld(sandbox.world)).toEqual(before);
    expect(await control(sandbox, '/snapshots/nothing/restore')).toEqual({
      status: 404,
      body: { error: 'there is no snapshot nothing' },
    });
  });

  it('leaves sessions valid that were given out since', async () => {
    const snapshot = await sandbox.snapshot();
    const session = administratorClients(sandbox.awsUrl);
    await sandbox.restore(snapshot);
    expect((await session.iam.send(new ListRolesCommand({}))).Roles).toEqual(
      expect.any(Array),
    );
  });

  it('brings a cluster back that was deleted in between, at its old address', async () => {
    const snapshot = await sandbox.snapshot();
    const { cluster } = await eks.send(new DescribeClusterCommand({ name }));
    await eks.send(new DeleteClusterCommand({ name }));
    await expect(core.listNamespace()).rejects.toMatchObject({
      cause: { code: 'ECONNREFUSED' },
    });
    await sandbox.restore(snapshot);
    const back = await eks.send(new DescribeClusterCommand({ name }));
    expect(back.cluster).toEqual(cluster);
    expect(await podNames()).toEqual([
      [expect.stringMatching(/^web-/), 'Running'],
    ]);
  });

  it('tells a new address when the old one was taken in between', async () => {
    const snapshot = await sandbox.snapshot();
    await eks.send(new DeleteClusterCommand({ name }));
    const port = Number(new URL(test.cluster.endpoint ?? '').port);
    const other = await startSandbox({ port });
    await sandbox.restore(snapshot);
    const { cluster } = await eks.send(new DescribeClusterCommand({ name }));
    expect(cluster?.endpoint).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(cluster?.endpoint).not.toBe(test.cluster.endpoint);
    test.admin.clusters[0] = {
      ...test.admin.clusters[0],
      server: cluster?.endpoint ?? '',
    };
    core = test.admin.makeApiClient(CoreV1Api);
    expect(await podNames()).toHaveLength(1);
    await other.close();
  });

  it('ends a cluster that was made since', async () => {
    await createRoles(iam);
    const snapshot = await sandbox.snapshot();
    await createCluster(eks, { name: 'since' });
    const { cluster } = await eks.send(
      new DescribeClusterCommand({ name: 'since' }),
    );
    await sandbox.restore(snapshot);
    await expect(
      eks.send(new DescribeClusterCommand({ name: 'since' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(fetch(`${cluster?.endpoint}/version`)).rejects.toMatchObject({
      cause: { code: 'ECONNREFUSED' },
    });
  });

  it('ends open watches: who goes on from a revision of the undone time has to list anew', async () => {
    const snapshot = await sandbox.snapshot();
    const path = '/api/v1/namespaces';
    const { metadata } = await core.createNamespace({
      body: { metadata: { name: 'undone' } },
    });
    const watch = new Watch(test.admin);
    const since = { resourceVersion: metadata?.resourceVersion };
    const ended = new Promise(resolve => {
      watch.watch(path, since, () => {}, resolve).catch(resolve);
    });
    await sandbox.restore(snapshot);
    await ended;
    const again = await new Promise(resolve => {
      watch.watch(path, since, () => {}, resolve).catch(resolve);
    });
    expect(String(again)).toContain('Gone');
    const made = await core.createNamespace({
      body: { metadata: { name: 'other' } },
    });
    expect(Number(made.metadata?.resourceVersion)).toBeGreaterThan(
      Number(metadata?.resourceVersion),
    );
  });
});

describe('a snapshot of what is under way', () => {
  let sandbox: Sandbox;
  afterEach(() => sandbox.close());

  const statusOf = async (eks: EKSClient) =>
    (await eks.send(new DescribeClusterCommand({ name: 'eks-automode-prod' })))
      .cluster?.status;

  it('has a half-made cluster go on where it was', async () => {
    sandbox = await startSandbox({
      timings: { ...instantTimings, clusterCreate: 900 },
    });
    const { iam, eks } = administratorClients(sandbox.awsUrl);
    await createRoles(iam);
    await createCluster(eks);
    sandbox.world.clock.advance(600);
    const before = dumpWorld(sandbox.world);
    const snapshot = await sandbox.snapshot();
    sandbox.world.clock.advance(600);
    expect(await statusOf(eks)).toBe('ACTIVE');
    const now = sandbox.world.clock.now();

    for (let times = 0; times < 2; times += 1) {
      await sandbox.restore(snapshot);
      expect(sandbox.world.clock.now()).toBeGreaterThanOrEqual(now);
      expect(dumpWorld(sandbox.world)).toEqual(before);
      expect(await statusOf(eks)).toBe('CREATING');
      sandbox.world.clock.advance(250);
      expect(await statusOf(eks)).toBe('CREATING');
      sandbox.world.clock.advance(60);
      expect(await statusOf(eks)).toBe('ACTIVE');
    }
  });

  it('keeps what was ready ready', async () => {
    sandbox = await startSandbox({ timings: defaultTimings });
    const { iam, eks } = administratorClients(sandbox.awsUrl);
    await createRoles(iam);
    sandbox.world.clock.advance(defaultTimings.iamPropagation);
    const snapshot = await sandbox.snapshot();
    sandbox.world.clock.advance(1000);
    await sandbox.restore(snapshot);
    await createCluster(eks);
    expect(await statusOf(eks)).toBe('CREATING');
  });

  it('has nodes and pods come as late as they would have', async () => {
    const timings = { nodeStart: 100, podStart: 50 };
    const test = await startTestCluster(timings);
    ({ sandbox } = test);
    const apps = test.admin.makeApiClient(AppsV1Api);
    const core = test.admin.makeApiClient(CoreV1Api);
    const phase = async () => {
      const pods = await core.listNamespacedPod({ namespace: 'default' });
      return pods.items[0].status?.phase;
    };
    const hasNode = async () => (await core.listNode()).items.length > 0;
    await apps.createNamespacedDeployment({
      namespace: 'default',
      body: deployment('web'),
    });
    sandbox.world.clock.advance(60);
    const waiting = await sandbox.snapshot();
    sandbox.world.clock.advance(60);
    expect(await hasNode()).toBe(true);
    const starting = await sandbox.snapshot();
    sandbox.world.clock.advance(60);
    expect(await phase()).toBe('Running');

    await sandbox.restore(starting);
    sandbox.world.clock.advance(20);
    expect(await phase()).toBe('Pending');
    sandbox.world.clock.advance(20);
    expect(await phase()).toBe('Running');

    await sandbox.restore(waiting);
    sandbox.world.clock.advance(30);
    expect(await hasNode()).toBe(false);
    sandbox.world.clock.advance(15);
    expect(await hasNode()).toBe(true);
    expect(await phase()).toBe('Pending');
    sandbox.world.clock.advance(60);
    expect(await phase()).toBe('Running');
  });
});

function deployment(app: string) {
  const labels = { app };
  return {
    metadata: { name: app },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image: 'nginx' }] },
      },
    },
  };
}
