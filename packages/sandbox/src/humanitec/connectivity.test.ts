// From an empty platform account to a deployment on a private cluster, and each link of that chain missing.
import { generateKeyPairSync } from 'node:crypto';
import { CreateAccessEntryCommand } from '@aws-sdk/client-eks';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
} from '@aws-sdk/client-iam';
import { KubernetesObject, KubernetesObjectApi } from '@kubernetes/client-node';
import { startApi, TestApi, textOf } from './__testUtils__/api';
import {
  createCluster,
  createRole,
  kubernetesOf,
  Platform,
  platformOf,
  region,
} from './__testUtils__/cluster';
import { humanitecUserArn } from './humanitecAws';

jest.setTimeout(60_000);

const keys = generateKeyPairSync('rsa', {
  modulusLength: 4096,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

describe('a private cluster', () => {
  let api: TestApi;
  let platform: Platform;
  let kubernetes: KubernetesObjectApi;
  let accessRole: string;

  beforeEach(async () => {
    api = await startApi();
    platform = await platformOf(api.sandbox);
    await createCluster(platform, 'prod');
    kubernetes = await kubernetesOf(platform, 'prod');
    accessRole = await createRole(platform, 'access-prod', {
      principal: { AWS: humanitecUserArn },
      action: 'sts:AssumeRole',
      condition: { StringEquals: { 'sts:ExternalId': 'external' } },
    });
  });
  afterEach(() => api.close());

  const steps = {
    accessPolicy: async () => {
      const { Policy: policy } = await platform.iam.send(
        new CreatePolicyCommand({
          PolicyName: 'access-prod',
          PolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Action: 'eks:DescribeCluster',
                Resource: `arn:aws:eks:${region}:*:cluster/prod`,
              },
            ],
          }),
        }),
      );
      await platform.iam.send(
        new AttachRolePolicyCommand({
          RoleName: 'access-prod',
          PolicyArn: policy?.Arn,
        }),
      );
    },
    account: () =>
      api.send('POST', 'resources/accounts?check_credential=true', {
        id: 'platform-production',
        name: 'Production',
        type: 'aws-role',
        credentials: { aws_role: accessRole, external_id: 'external' },
      }),
    agent: async () => {
      await api.send('POST', 'agents', {
        id: 'prod',
        public_key: keys.publicKey,
      });
      await api.send('POST', 'resources/defs', {
        id: 'agent-prod',
        name: 'Agent',
        type: 'agent',
        driver_type: 'humanitec/agent',
        driver_inputs: { values: { id: 'prod' } },
        criteria: [{ env_type: 'production', res_id: 'agent' }],
      });
    },
    agentPod: async () => {
      for (const object of agentObjects(keys.privateKey)) {
        await kubernetes.create(object);
      }
    },
    accessEntry: () =>
      platform.eks.send(
        new CreateAccessEntryCommand({
          clusterName: 'prod',
          principalArn: accessRole,
          kubernetesGroups: ['humanitec'],
        }),
      ),
    rules: async () => {
      for (const object of deployObjects('humanitec')) {
        await kubernetes.create(object);
      }
    },
    definition: () =>
      api.send('POST', 'resources/defs', {
        id: 'prod',
        name: 'Production',
        type: 'k8s-cluster',
        driver_type: 'humanitec/k8s-cluster-eks',
        driver_account: 'platform-production',
        driver_inputs: {
          values: { region, name: 'prod' },
          secrets: { agent_url: "${resources['agent#agent'].outputs.url}" },
        },
        criteria: [{ env_type: 'production' }],
      }),
  };
  type Step = keyof typeof steps;

  /** Carries out the onboarding, without the steps that are left out. */
  async function onboard(...leftOut: Step[]) {
    for (const [name, step] of Object.entries(steps)) {
      if (!leftOut.some(one => one === name)) await step();
    }
  }

  const check = async (more: object = {}) =>
    (
      await api.send('POST', 'runtime/actions/check-connectivity', {
        app_id: 'shop',
        env_id: 'production',
        env_type: 'production',
        ...more,
      })
    ).body;

  const failed = (type: string, message: RegExp) => ({
    success: false,
    conditions: expect.arrayContaining([
      { type, status: 'False', message: expect.stringMatching(message) },
    ]),
  });

  it('is reached once every part of the binding is there', async () => {
    await onboard();
    expect(
      await check({
        expected_definitions: [
          { type: 'k8s-cluster', id: 'prod' },
          { type: 'agent', id: 'agent-prod' },
        ],
      }),
    ).toMatchObject({
      success: true,
      conditions: expect.arrayContaining([
        expect.objectContaining({ type: 'DeployAllowed', status: 'True' }),
      ]),
      resource_summaries: [
        { type: 'agent', res_id: 'agent', def_id: 'agent-prod' },
        { type: 'k8s-cluster', res_id: 'k8s-cluster', def_id: 'prod' },
      ],
    });
  });

  const links: [Step, string, RegExp][] = [
    ['agent', 'ResourcesResolved', /agent\.default#agent/],
    ['accessPolicy', 'ClusterFound', /is not allowed eks:DescribeCluster/],
    ['agentPod', 'AgentConnected', /"prod" is not connected/],
    ['accessEntry', 'AccessEntryInForce', /no access entry/],
    ['rules', 'DeployAllowed', /create namespaces/],
    ['definition', 'ResourcesResolved', /k8s-cluster\.default#k8s-cluster/],
  ];
  it.each(links)('is not reached without %s', async (step, type, message) => {
    await onboard(step);
    expect(await check()).toMatchObject(failed(type, message));
  });

  it('is not reached through an account whose role has another external ID', async () => {
    await onboard();
    await api.send('PATCH', 'resources/accounts/platform-production', {
      credentials: { aws_role: accessRole, external_id: 'wrong' },
    });
    expect(await check()).toMatchObject(
      failed('CloudAccountValid', /cannot assume role/),
    );
  });

  it('is told from the one that was expected', async () => {
    await onboard();
    expect(
      await check({
        env_type: 'staging',
        expected_definitions: [{ type: 'k8s-cluster', id: 'prod' }],
      }),
    ).toMatchObject(failed('ExpectedDefinition', /"shared-nonprod" provides/));
  });

  const deploys = 'apps/shop/envs/production/deploys';
  async function deploy() {
    const id = textOf(await api.send('POST', deploys, {}));
    api.sandbox.world.clock.advance(10);
    return id;
  }

  it('is deployed to after a while, and cannot be taken away then', async () => {
    await onboard();
    const started = await api.send('POST', deploys, { comment: 'Release 2' });
    expect(started).toMatchObject({ status: 201, body: { status: 'pending' } });
    expect((await api.send('POST', deploys, {})).status).toBe(409);
    const path = `${deploys}/${textOf(started)}`;
    api.sandbox.world.clock.advance(2);
    expect((await api.send('GET', path)).body).toMatchObject({
      status: 'in progress',
    });
    api.sandbox.world.clock.advance(5);
    expect((await api.send('GET', path)).body).toMatchObject({
      status: 'succeeded',
      legacy_mode: false,
    });

    expect(
      (await api.send('GET', 'resources/defs/prod/resources')).body,
    ).toMatchObject([
      { app_id: 'shop', env_id: 'production', status: 'active' },
    ]);
    expect(await api.send('DELETE', 'resources/defs/prod')).toMatchObject({
      status: 409,
      body: [{ app_id: 'shop', to_def: '' }],
    });
    await api.send('DELETE', 'resources/defs/prod?force=true');
    expect(
      await api.send('DELETE', 'resources/accounts/platform-production'),
    ).toMatchObject({
      status: 400,
      body: {
        details: {
          referencing_resources: {
            resource_definitions: [],
            active_resources: [{ type: 'k8s-cluster' }],
          },
        },
      },
    });
  });

  it('fails a deployment that cannot reach it, and says why', async () => {
    await onboard('rules');
    const id = await deploy();
    expect((await api.send('GET', `${deploys}/${id}`)).body).toMatchObject({
      status: 'failed',
    });
    expect((await api.send('GET', `${deploys}/${id}/errors`)).body).toEqual([
      expect.objectContaining({
        object_id: 'k8s-cluster',
        message: expect.stringContaining('create namespaces'),
      }),
    ]);
    expect(
      (await api.send('GET', 'resources/defs/prod/resources')).body,
    ).toEqual([]);
  });

  it('is free again when the environment that used it is deleted', async () => {
    await onboard();
    await deploy();
    expect((await api.send('DELETE', 'apps/shop/envs/production')).status).toBe(
      202,
    );
    expect(
      (await api.send('GET', 'apps/shop/envs/production')).body,
    ).toMatchObject({ status: 'deleting' });
    api.sandbox.world.clock.advance(10);
    expect((await api.send('GET', 'apps/shop/envs/production')).status).toBe(
      404,
    );
    expect((await api.send('DELETE', 'resources/defs/prod')).status).toBe(204);
  });
});

type Manifest = KubernetesObject & Record<string, unknown>;

const namespace = 'humanitec-agent';

function agentObjects(privateKey: string): Manifest[] {
  const labels = { 'app.kubernetes.io/name': 'humanitec-agent' };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'key', namespace },
      stringData: { private_key: privateKey },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'humanitec-agent', namespace },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                name: 'agent',
                image: 'ghcr.io/humanitec/agent:1.8.4',
                env: [{ name: 'ORGS', value: 'platform-org' }],
                volumeMounts: [{ name: 'key', mountPath: '/keys' }],
              },
            ],
            volumes: [
              {
                name: 'key',
                secret: {
                  secretName: 'key',
                  items: [{ key: 'private_key', path: 'private_key.pem' }],
                },
              },
            ],
          },
        },
      },
    },
  ];
}

function deployObjects(group: string): Manifest[] {
  const rbac = 'rbac.authorization.k8s.io';
  const name = 'humanitec-deploy-access';
  const read = ['get', 'list'];
  const write = ['create', 'get', 'list', 'update', 'patch', 'delete', 'watch'];
  return [
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRole',
      metadata: { name },
      rules: [
        { apiGroups: [''], resources: ['namespaces'], verbs: write },
        {
          apiGroups: ['humanitec.io'],
          resources: [
            'resources',
            'secretmappings',
            'workloadpatches',
            'workloads',
          ],
          verbs: write,
        },
        { apiGroups: [''], resources: ['pods', 'configmaps'], verbs: read },
        { apiGroups: ['apps'], resources: ['*'], verbs: read },
      ],
    },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { apiGroup: rbac, kind: 'ClusterRole', name },
      subjects: [{ apiGroup: rbac, kind: 'Group', name: group }],
    },
  ];
}
