import { DeleteNodegroupCommand } from '@aws-sdk/client-eks';
import type { JsonObject } from '@backstage/types';
import { ActionStack, startActionStack } from '../__testUtils__/actionStack';
import {
  makeClusterWith,
  theirIdentity,
} from '../__testUtils__/clustersOfOthers';
import { listening } from '../__testUtils__/network/listening';
import { dryRun, runTemplate } from '../__testUtils__/scaffolder';
import { createServer } from 'node:net';

jest.setTimeout(120_000);

const name = 'bind-existing-eks-cluster';
const { clusterName } = theirIdentity;
const answers = {
  ...theirIdentity,
  envType: 'production',
  owner: 'group:default/platform-team',
};

let stack: ActionStack;
afterEach(() => stack?.stop());

const start = async (kubernetes: JsonObject = {}) => {
  stack = await startActionStack({}, { humanitecEks: { kubernetes } });
  await makeClusterWith('Terraform', stack.tamper);
  stack.sandbox.world.calls.clear();
};
const changes = () =>
  stack
    .writes()
    .filter(({ system }) => system !== 'sts')
    .map(({ operation }) => operation);

describe('the template that binds a cluster that is there', () => {
  it('warns where no pod of the agent finds a node, and says what helps', async () => {
    await start();
    // From here on Backstage has access, and may look at the nodes.
    const cluster = { existing: true };
    const input = { ...theirIdentity, cluster };
    expect((await stack.run('humanitec-eks:cluster:await', input)).status).toBe(
      'completed',
    );
    await stack.tamper.eks.send(
      new DeleteNodegroupCommand({
        clusterName,
        nodegroupName: 'default-20260301',
      }),
    );
    const { status, body } = await dryRun(stack, name, answers);
    expect([status, body.error?.message]).toEqual([200, undefined]);
    expect(JSON.stringify(body.log)).toMatch(
      /~ .*no node is ready and EKS Auto Mode is off, so that the pods of the agent stay pending until there is one\. Add a node group/,
    );
  });

  it('is refused a cluster that Backstage cannot reach before anything is made, with the way that was tried', async () => {
    const tunnel = await listening(createServer());
    await tunnel.close();
    const server = `https://127.0.0.1:${tunnel.port}`;
    await start({ clusters: [{ name: clusterName, server }] });
    const { status, log } = await runTemplate(
      stack,
      `template:default/${name}`,
      answers,
    );
    expect(status).toBe('failed');
    expect(log).toContain(
      `through the tunnel at 127.0.0.1:${tunnel.port}: 127.0.0.1:${tunnel.port} does not answer on its port (ECONNREFUSED). Start the tunnel`,
    );
    expect(changes()).toEqual([]);
  });
});
