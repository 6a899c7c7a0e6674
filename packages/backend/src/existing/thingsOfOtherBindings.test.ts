import {
  CreatePodIdentityAssociationCommand,
  DescribeAccessEntryCommand,
  TagResourceCommand,
} from '@aws-sdk/client-eks';
import {
  CreateRoleCommand,
  TagPolicyCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import type { JsonObject } from '@backstage/types';
import {
  bindingMark,
  humanitecMark,
  MARK_KEY,
} from 'backstage-plugin-humanitec-eks-common';
import type { Snapshot } from 'sandbox';
import {
  ActionStack,
  identity,
  startActionStack,
} from '../__testUtils__/actionStack';
import { AgentObject, configMap, secret } from '../__testUtils__/agentObjects';
import { onboardByEngine } from '../__testUtils__/engine';
import type { Tamper } from '../__testUtils__/tamper';

jest.setTimeout(180_000);

const id = identity.clusterName;
const other = { ...identity, clusterName: 'billing', region: 'eu-west-1' };
const mark = bindingMark(other);
const account = 'arn:aws:iam::111122223333';
const RoleName = `humanitec-role-to-access-${id}-cluster`;
const clusterRole = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'humanitec-deploy-access' },
};
const runnerAccount = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'humanitec-runner', namespace: 'humanitec-runner' },
};

const tagRole = ({ iam }: Tamper, name: string) =>
  iam.send(
    new TagRoleCommand({
      RoleName: name,
      Tags: [{ Key: MARK_KEY, Value: mark }],
    }),
  );
const rename = (path: string) => (tamper: Tamper) =>
  tamper.humanitec('PATCH', path, { name: `theirs ${humanitecMark(other)}` });
const label = (object: AgentObject) => (tamper: Tamper) =>
  tamper.patchObject(object, {
    metadata: { ...object.metadata, labels: { [MARK_KEY]: mark } },
  });

const things: {
  thing: string;
  part: string;
  /** Gives the thing the mark of the other binding. */
  give(tamper: Tamper): Promise<unknown>;
  input?: JsonObject;
}[] = [
  {
    thing: `iam role ${RoleName}`,
    part: 'accessRole',
    give: tamper => tagRole(tamper, RoleName),
  },
  {
    thing: `iam policy ${RoleName}-policy`,
    part: 'accessRole',
    give: ({ iam }) =>
      iam.send(
        new TagPolicyCommand({
          PolicyArn: `${account}:policy/${RoleName}-policy`,
          Tags: [{ Key: MARK_KEY, Value: mark }],
        }),
      ),
  },
  {
    thing: `access entry ${account}:role/${RoleName}`,
    part: 'deployAccess',
    async give({ eks }) {
      const { accessEntry } = await eks.send(
        new DescribeAccessEntryCommand({
          clusterName: id,
          principalArn: `${account}:role/${RoleName}`,
        }),
      );
      await eks.send(
        new TagResourceCommand({
          resourceArn: accessEntry?.accessEntryArn,
          tags: { [MARK_KEY]: mark },
        }),
      );
    },
  },
  {
    thing: 'pod identity association humanitec-runner/humanitec-runner',
    part: 'runnerAccess',
    input: { runner: { podIdentityRoleArn: `${account}:role/runner` } },
    give: givePodIdentity,
  },
  {
    thing: 'pod identity association humanitec-runner/humanitec-runner',
    part: 'runnerAccess',
    input: { runner: { podIdentityRoleArn: '' } },
    give: givePodIdentity,
  },
  {
    thing: `cloud account ${id}`,
    part: 'cloudAccount',
    give: rename(`/resources/accounts/${id}`),
  },
  {
    thing: `k8s-cluster definition ${id}`,
    part: 'clusterDefinition',
    give: rename(`/resources/defs/${id}`),
    input: { envType: 'development' },
  },
  {
    thing: `agent definition ${id}-agent`,
    part: 'agentDefinition',
    give: rename(`/resources/defs/${id}-agent`),
  },
  {
    thing: `config definition ${id}-runner`,
    part: 'runnerAccess',
    give: rename(`/resources/defs/${id}-runner`),
  },
  {
    thing: `agent ${id}`,
    part: 'agent',
    async give(tamper) {
      await tamper.humanitec('PATCH', `/agents/${id}`, {
        description: `theirs ${humanitecMark(other)}`,
      });
      // With a key of ours in the cluster, the agent would be ours.
      await label(secret)(tamper);
    },
  },
  {
    thing:
      'kubernetes object ConfigMap humanitec-agent/humanitec-agent-configmap-env',
    part: 'agent',
    give: label(configMap),
  },
  {
    thing: 'kubernetes object ClusterRole humanitec-deploy-access',
    part: 'deployAccess',
    give: label(clusterRole),
  },
  {
    thing: 'kubernetes object ServiceAccount humanitec-runner/humanitec-runner',
    part: 'runnerAccess',
    give: label(runnerAccount),
  },
];

async function givePodIdentity({ iam, eks }: Tamper) {
  await iam.send(
    new CreateRoleCommand({
      RoleName: 'runner',
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
  await eks.send(
    new CreatePodIdentityAssociationCommand({
      clusterName: id,
      namespace: 'humanitec-runner',
      serviceAccount: 'humanitec-runner',
      roleArn: `${account}:role/runner`,
      tags: { [MARK_KEY]: mark },
    }),
  );
}

describe('adopt never takes over what carries the mark of another binding:', () => {
  let stack: ActionStack;
  let bound: Snapshot;
  beforeAll(async () => {
    stack = await startActionStack();
    await onboardByEngine(stack, { envType: 'production' });
    bound = await stack.sandbox.snapshot();
  });
  afterAll(() => stack?.stop());

  it.each(things.map(one => [one.thing, one.part, one] as const))(
    '%s, in the step %s:apply',
    async (thing, part, { give, input }) => {
      await stack.sandbox.restore(bound);
      await give(stack.tamper);
      stack.sandbox.world.calls.clear();
      const { status, log } = await stack.run(`humanitec-eks:${part}:apply`, {
        adopt: true,
        ...input,
      });
      expect(status).toBe('failed');
      expect(log).toContain(
        `${thing}: it belongs to the binding of cluster billing (AWS account 111122223333, eu-west-1); off-board that cluster`,
      );
      expect(stack.writes()).toEqual([]);
    },
  );
});
