import { CreateRoleCommand, TagRoleCommand } from '@aws-sdk/client-iam';
import {
  bindingSpec,
  deriveNames,
} from 'backstage-plugin-humanitec-eks-common';
import { parts } from 'backstage-plugin-humanitec-eks-node';
import {
  ActionStack,
  identity,
  startActionStack,
} from '../__testUtils__/actionStack';
import { connectEngine } from '../__testUtils__/engine';
import { BoundCluster, boundCluster } from './__testUtils__/boundCluster';

jest.setTimeout(120_000);

const permissionsBoundary = 'arn:aws:iam::aws:policy/AmazonEKSClusterPolicy';
const podIdentityRoleArn = 'arn:aws:iam::111122223333:role/runner-one';
const asked = {
  aws: { tags: { 'cost-center': '4711' }, permissionsBoundary },
  agent: {
    image: 'ghcr.io/humanitec/agent:1.8.3',
    replicas: 3,
    proxy: { httpsProxy: 'http://proxy.example.com:3128' },
  },
  runner: {
    drivers: [
      'opentofu-container-runner' as const,
      'container-runner' as const,
    ],
    podIdentityRoleArn,
  },
};

describe('the options that a binding was asked for with', () => {
  let stack: ActionStack;
  afterEach(() => stack?.stop());

  const bind = async (input: Parameters<typeof boundCluster>[1]) => {
    stack = await startActionStack();
    await stack.tamper.iam.send(
      new CreateRoleCommand({
        RoleName: 'runner-one',
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'pods.eks.amazonaws.com' },
              Action: ['sts:AssumeRole', 'sts:TagSession'],
            },
          ],
        }),
      }),
    );
    return boundCluster(stack, { envType: 'production', ...input });
  };
  const read = async (cluster: BoundCluster) => {
    const report = await cluster.read();
    expect(report.parts.filter(({ status }) => status !== 'inSync')).toEqual(
      [],
    );
    return report.spec;
  };

  it('are read back from the things, so that the same can be asked for again', async () => {
    const cluster = await bind(asked);
    expect(await read(cluster)).toMatchObject({
      tags: asked.aws.tags,
      permissionsBoundary,
      agent: asked.agent,
      runner: asked.runner,
    });
  });

  it('are none when they are as usual', async () => {
    const spec = await read(await bind({}));
    const { tags, permissionsBoundary: boundary, agent, runner } = spec;
    expect({ tags, boundary, agent, runner }).toEqual({});
  });

  it('hold no tag that somebody else has put on one thing', async () => {
    const cluster = await bind(asked);
    const { clusterRole, nodeRole, accessRole } = deriveNames(identity);
    for (const role of [clusterRole, nodeRole, accessRole]) {
      await stack.tamper.iam.send(
        new TagRoleCommand({
          RoleName: role,
          Tags: [{ Key: `found-${role}`, Value: 'a scanner' }],
        }),
      );
    }
    expect((await read(cluster)).tags).toEqual(asked.aws.tags);
  });

  it('hold nothing that a form would refuse', async () => {
    const cluster = await bind({});
    await stack.tamper.patchObject(
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: 'humanitec-agent-configmap-env',
          namespace: 'humanitec-agent',
        },
      },
      { data: { HTTPS_PROXY: 'http://somebody:secret@proxy.example.com' } },
    );
    expect((await cluster.read()).spec.agent).toBeUndefined();
  });

  it('tell that Backstage has given up its access', async () => {
    const cluster = await bind({});
    expect((await cluster.read()).spec).not.toHaveProperty(
      'accessRevoked',
      expect.anything(),
    );
    const revoked = await stack.run('humanitec-eks:cluster:revokeAccess');
    expect(revoked.status).toBe('completed');
    expect((await cluster.read()).spec.accessRevoked).toBe(true);
  });

  it('are not held against a binding, and lost by none that is repaired with them', async () => {
    const cluster = await bind(asked);
    const { spec } = await cluster.read();
    const again = bindingSpec({
      ...identity,
      envType: 'production',
      cluster: { subnetIds: spec.subnetIds },
      aws: {
        tags: spec.tags,
        permissionsBoundary: spec.permissionsBoundary,
      },
      agent: spec.agent,
      runner: spec.runner,
    });
    const systems = await connectEngine(stack);
    for (const part of Object.values(parts)) {
      const plan = part.plan(again, await part.observe(again, systems));
      expect([part.id, plan]).toEqual([part.id, []]);
    }
  });
});
