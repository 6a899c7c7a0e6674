import {
  DescribeClusterCommand,
  EKSClient,
  ListClustersCommand,
} from '@aws-sdk/client-eks';
import { administratorClients } from './aws/__testUtils__/clients';
import { createCluster, createRoles } from './aws/__testUtils__/cluster';
import { Sandbox, startSandbox } from './sandbox';
import { instantTimings } from './timings';

jest.setTimeout(30_000);

const name = 'eks-automode-prod';

let sandbox: Sandbox;
let eks: EKSClient;
beforeAll(async () => {
  sandbox = await startSandbox({ timings: instantTimings });
  const clients = administratorClients(sandbox.awsUrl);
  eks = clients.eks;
  await createRoles(clients.iam);
  await createCluster(eks);
});
afterAll(() => sandbox?.close());

async function copy(
  clusters: { replace: Record<string, string>; [option: string]: unknown }[],
) {
  const response = await fetch(
    `${sandbox.url}/_sandbox/clusters/111122223333/eu-central-1/${name}/copies`,
    {
      method: 'POST',
      body: JSON.stringify({ organization: 'platform-org', clusters }),
    },
  );
  return { status: response.status, body: await response.json() };
}

async function described(clusterName: string) {
  const { cluster } = await eks.send(
    new DescribeClusterCommand({ name: clusterName }),
  );
  return cluster;
}

it('makes a cluster of another name, with an identity and an address of its own', async () => {
  const { status, body } = await copy([
    { replace: { [name]: 'eks-copy' }, version: '1.35' },
  ]);
  expect(status).toBe(201);
  expect(body).toEqual([
    'arn:aws:eks:eu-central-1:111122223333:cluster/eks-copy',
  ]);
  const original = await described(name);
  const copied = await described('eks-copy');
  expect(copied).toMatchObject({
    name: 'eks-copy',
    status: 'ACTIVE',
    version: '1.35',
    certificateAuthority: original?.certificateAuthority,
    resourcesVpcConfig: original?.resourcesVpcConfig,
  });
  expect(copied?.endpoint).not.toBe(original?.endpoint);
  expect(copied?.identity).not.toEqual(original?.identity);
});

it('leaves the original as it was', async () => {
  const before = await described(name);
  await copy([{ replace: { [name]: 'eks-other' } }]);
  expect(await described(name)).toEqual(before);
  const { clusters } = await eks.send(new ListClustersCommand({}));
  expect(clusters).toEqual(expect.arrayContaining([name, 'eks-other']));
});

it('is ACTIVE although a new cluster would take its time', async () => {
  const { timings } = sandbox.world;
  await copy([{ replace: { [name]: 'eks-old' } }]);
  sandbox.world.timings = { ...timings, clusterCreate: 900 };
  const [original, copied] = [
    await described(name),
    await described('eks-old'),
  ];
  sandbox.world.timings = timings;
  expect([original?.status, copied?.status]).toEqual(['CREATING', 'ACTIVE']);
});

it('can be made so that its Kubernetes API is out of reach', async () => {
  await copy([{ replace: { [name]: 'eks-lost' }, reachable: false }]);
  const cluster = await described('eks-lost');
  await expect(fetch(String(cluster?.endpoint))).rejects.toThrow(
    'fetch failed',
  );
});

it.each([
  ['a name that is taken', { [name]: name }, 409],
  ['an account that is not there', { '111122223333': '000000000000' }, 409],
])('is refused for %s', async (_, replace, status) => {
  expect(await copy([{ replace }])).toMatchObject({
    status,
    body: { error: expect.any(String) },
  });
});
