import {
  UpdateAccessEntryCommand,
  UpdateClusterConfigCommand,
  UpdatePodIdentityAssociationCommand,
  ListPodIdentityAssociationsCommand,
} from '@aws-sdk/client-eks';
import {
  AttachRolePolicyCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DetachRolePolicyCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import {
  BindingIdentity,
  BindingInput,
  findingText,
} from 'backstage-plugin-humanitec-eks-common';
import {
  agentKeyRotation,
  applyPart,
  describeFailure,
  discoverSpec,
  lookAtFleet,
  parts,
  preflight,
  previewRemoval,
  readBinding,
  removeBinding,
  revokeAdmin,
  verifyBinding,
} from 'backstage-plugin-humanitec-eks-node';
import { bindCluster } from 'seed-fleet';
import { z } from 'zod';
import { identity } from '../../__testUtils__/actionStack';
import {
  makeClusterWith,
  theirIdentity,
} from '../../__testUtils__/clustersOfOthers';
import {
  deployment,
  editPod,
  foreignDeployment,
  make,
} from '../../__testUtils__/agentObjects';
import { platformEks, platformIam } from '../../__testUtils__/platformAccount';
import type { PrivilegedStack } from './privilegedStack';

/** Something that people do with the plugins, and the world that it begins in. */
export interface Flow {
  /** `bound`: the worked example, with every option that makes something of its own. */
  from: 'nothing' | 'bound';
  /** Makes, as the account's administrator, what the flow is about. */
  prepare?(stack: PrivilegedStack): Promise<unknown>;
  /** @returns what a person reads of it besides errors */
  run(stack: PrivilegedStack): Promise<string[] | void>;
}

const deploymentSchema = z.object({
  spec: z.object({
    selector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
  }),
});

const account = identity.awsAccountId;
const runner = (name: string) => `arn:aws:iam::${account}:role/${name}`;

/** Asks for everything that leads to a call of its own. */
export const everything: BindingInput = {
  ...identity,
  envType: 'production',
  aws: {
    permissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
    tags: { team: 'shop' },
  },
  cluster: {
    subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
    deletionProtection: true,
    logging: ['audit'],
    owner: 'group:default/shop-team',
  },
  runner: { podIdentityRoleArn: runner('runner-of-jobs') },
};

const existing: BindingInput = {
  ...theirIdentity,
  envType: 'production',
  cluster: { existing: true },
};

const firstOfAccount: BindingIdentity = {
  ...identity,
  awsAccountId: '444455556666',
};

const flows = {
  'checking beforehand': {
    from: 'nothing',
    async run(stack) {
      const { spec, systems } = await stack.engine({
        ...everything,
        cluster: {
          ...everything.cluster,
          version: '1.36',
          securityGroupIds: ['sg-0a1b2c3d4e5f60001'],
        },
      });
      const findings = await preflight(spec, systems, { newCluster: true });
      return findings.map(findingText);
    },
  },
  'onboarding a new cluster': {
    from: 'nothing',
    async prepare() {
      await makeRunnerRole('runner-of-jobs');
    },
    async run(stack) {
      const { service } = await stack.engine();
      await bindCluster(everything, service);
    },
  },
  'onboarding the first cluster of an account': {
    from: 'nothing',
    async run(stack) {
      const { spec, systems } = await stack.engine(
        {
          cluster: {
            subnetIds: ['subnet-0c1b2c3d4e5f60001', 'subnet-0c1b2c3d4e5f60002'],
          },
        },
        firstOfAccount,
      );
      await applyPart(parts.cluster, spec, systems);
    },
  },
  'onboarding with OIDC in place of an external ID': {
    from: 'nothing',
    async run(stack) {
      const { spec, systems } = await stack.engine({
        accessRole: { accountType: 'aws-identity' },
      });
      await applyPart(parts.accessRole, spec, systems);
    },
  },
  'onboarding with an OIDC provider that serves others': {
    from: 'nothing',
    prepare: () =>
      platformIam().send(
        new CreateOpenIDConnectProviderCommand({
          Url: 'https://idtoken.humanitec.io',
          ClientIDList: ['somebody-else'],
        }),
      ),
    async run(stack) {
      const { spec, systems } = await stack.engine({
        accessRole: { accountType: 'aws-identity' },
      });
      await applyPart(parts.accessRole, spec, systems);
    },
  },
  'binding a cluster that somebody else made': {
    from: 'nothing',
    prepare: ({ tamper }) => makeClusterWith('an older script', tamper),
    async run(stack) {
      const { service } = await stack.engine();
      await bindCluster(
        {
          ...theirIdentity,
          envType: 'production',
          cluster: { existing: true, enableAccessEntries: true },
        },
        service,
      );
    },
  },
  'checking a cluster that somebody else made': {
    from: 'nothing',
    async prepare(stack) {
      await makeClusterWith('Terraform', stack.tamper);
      const { service } = await stack.engine();
      await bindCluster(existing, service);
    },
    async run(stack) {
      const { spec, systems, told } = await stack.engine(
        existing,
        theirIdentity,
      );
      const findings = await preflight(spec, systems);
      return [...told, ...findings.map(findingText)];
    },
  },
  'adopting what carries our names': {
    from: 'nothing',
    async prepare() {
      const iam = platformIam();
      await iam.send(
        new CreateRoleCommand({
          RoleName: accessRole,
          AssumeRolePolicyDocument: trusting('lambda.amazonaws.com'),
        }),
      );
      await iam.send(
        new CreatePolicyCommand({
          PolicyName: accessPolicyName,
          PolicyDocument: allowing('eks:ListClusters'),
        }),
      );
    },
    async run(stack) {
      const { service } = await stack.engine();
      const { runner: _, ...input } = everything;
      await bindCluster({ ...input, adopt: true }, service);
    },
  },
  'putting our agent in the place of one that Helm installed': {
    from: 'bound',
    async prepare({ tamper }) {
      const api = await tamper.kubernetes();
      const { spec } = deploymentSchema.parse(await api.read(deployment));
      await api.delete(deployment);
      await make(tamper, foreignDeployment(spec.selector));
    },
    async run(stack) {
      const { spec, systems } = await stack.engine({
        ...everything,
        adopt: true,
      });
      await applyPart(parts.agent, spec, systems);
    },
  },
  'telling why an agent does not start': {
    from: 'bound',
    prepare: ({ tamper }) =>
      editPod(tamper, (_, container) => {
        container.env.push({ name: 'ORGS', value: 'nobody' });
      }),
    async run(stack) {
      const { spec, systems } = await stack.engine(everything);
      const { clock } = stack.sandbox.world;
      const passing = setInterval(() => clock.advance(20), 1000);
      try {
        await applyPart(parts.agent, spec, systems);
      } catch (error) {
        return [describeFailure(error)];
      } finally {
        clearInterval(passing);
      }
      return [];
    },
  },
  'repairing drift': {
    from: 'bound',
    prepare: stack => drift(stack),
    async run(stack) {
      const { service } = await stack.engine();
      await bindCluster(everything, service);
    },
  },
  'rotating the key of the agent': {
    from: 'bound',
    async run(stack) {
      const { spec, systems, told } = await stack.engine(everything);
      const { part } = await agentKeyRotation(spec, {}, systems);
      if (part) await applyPart(part, spec, systems);
      return told;
    },
  },
  'giving up the access to the cluster': {
    from: 'bound',
    async run(stack) {
      const { spec, systems } = await stack.engine(everything);
      await revokeAdmin(spec, systems);
    },
  },
  'taking the access to the cluster back': {
    from: 'bound',
    async prepare(stack) {
      const { spec, systems } = await stack.engine(everything);
      await revokeAdmin(spec, systems);
    },
    async run(stack) {
      const { spec, systems } = await stack.engine({
        ...everything,
        cluster: { ...everything.cluster, restoreAccess: true },
      });
      await applyPart(parts.cluster, spec, systems);
    },
  },
  verifying: {
    from: 'bound',
    async run(stack) {
      const { spec, systems } = await stack.engine(everything);
      const { parts: found, proofs } = await verifyBinding(spec, systems);
      return [JSON.stringify(found), JSON.stringify(proofs)];
    },
  },
  "reading a cluster's page": {
    from: 'bound',
    async run(stack) {
      const { service, told } = await stack.engine();
      const { signal } = new AbortController();
      const { report } = await readBinding(service, identity, {}, signal);
      return [...told, JSON.stringify(report)];
    },
  },
  'looking for a binding that was left half-made': {
    from: 'nothing',
    async prepare(stack) {
      const { spec, systems } = await stack.engine({
        names: { accessRole: 'a-name-of-its-own' },
      });
      await applyPart(parts.accessRole, spec, systems);
      await platformIam().send(
        new DetachRolePolicyCommand({
          RoleName: 'a-name-of-its-own',
          PolicyArn: `arn:aws:iam::${account}:policy/a-name-of-its-own-policy`,
        }),
      );
    },
    async run(stack) {
      const { systems, told } = await stack.engine();
      await discoverSpec(identity, {}, systems);
      return told;
    },
  },
  'looking for a binding under names of its own': {
    from: 'nothing',
    async prepare(stack) {
      const { service } = await stack.engine();
      await bindCluster(
        {
          ...identity,
          cluster: everything.cluster,
          names: { accessRole: 'a-name-of-its-own' },
        },
        service,
      );
    },
    async run(stack) {
      const { systems, told } = await stack.engine();
      await discoverSpec(identity, {}, systems);
      return told;
    },
  },
  'looking at the fleet': {
    from: 'bound',
    async run(stack) {
      const { service } = await stack.engine();
      const looks = await lookAtFleet(
        identity.organization,
        [{ ...identity, clusterDefinition: identity.clusterName }],
        service,
        new AbortController().signal,
      );
      return [JSON.stringify(looks)];
    },
  },
  'bringing clusters into the catalog': {
    from: 'bound',
    run: stack => stack.look(),
  },
  'filling in the form': {
    from: 'bound',
    async run(stack) {
      const told: string[] = [];
      for (const kind of [
        'clusters',
        'subnets',
        'environmentTypes',
        'applications',
        'agents',
      ]) {
        const { text } = await stack.api
          .get(`/api/humanitec-eks/v1/choices/${kind}`)
          .query(
            kind === 'clusters' || kind === 'subnets'
              ? { awsAccountId: account, region: identity.region }
              : { organization: identity.organization },
          );
        told.push(text);
      }
      return told;
    },
  },
  'previewing the off-boarding': {
    from: 'bound',
    async run(stack) {
      const { systems, told } = await stack.engine();
      const spec = await discoverSpec(identity, {}, systems);
      const preview = await previewRemoval(spec, systems, {
        keepCluster: false,
        liftDeletionProtection: true,
      });
      return [...told, JSON.stringify(preview)];
    },
  },
  'off-boarding and keeping the cluster': {
    from: 'bound',
    async run(stack) {
      const { systems, told } = await stack.engine();
      const spec = await discoverSpec(identity, {}, systems);
      await removeBinding(spec, systems, { keepCluster: true });
      return told;
    },
  },
  'binding a cluster again that an off-boarding has kept': {
    from: 'bound',
    async prepare(stack) {
      const { spec, systems } = await stack.engine(everything);
      await removeBinding(spec, systems, { keepCluster: true });
    },
    async run(stack) {
      const { service } = await stack.engine();
      await bindCluster(everything, service);
    },
  },
  'off-boarding with a cluster that was protected': {
    from: 'bound',
    prepare: () =>
      platformIam().send(
        new PutRolePolicyCommand({
          RoleName: `${identity.clusterName}-node-role`,
          PolicyName: 'of-somebody-else',
          PolicyDocument: allowing('s3:GetObject'),
        }),
      ),
    async run(stack) {
      const { systems, told } = await stack.engine();
      const spec = await discoverSpec(identity, {}, systems);
      await removeBinding(spec, systems, {
        keepCluster: false,
        liftDeletionProtection: true,
      });
      return told;
    },
  },
} satisfies Record<string, Flow>;

export type FlowName = keyof typeof flows;

/** Everything that calls AWS or a cluster, by what people call it. */
export const allFlows: Record<FlowName, Flow> = flows;

const accessRole = `humanitec-role-to-access-${identity.clusterName}-cluster`;
const accessPolicyName = `${accessRole}-policy`;
const accessPolicyArn = `arn:aws:iam::${account}:policy/${accessPolicyName}`;

/** Changes everything that can be changed, as somebody does who knows nothing of us. */
async function drift({ tamper }: PrivilegedStack) {
  const iam = platformIam();
  const eks = platformEks();
  const { clusterName } = identity;
  for (const action of ['s3:GetObject', 's3:PutObject', 's3:ListBucket']) {
    await iam.send(
      new CreatePolicyVersionCommand({
        PolicyArn: accessPolicyArn,
        PolicyDocument: allowing(action),
        SetAsDefault: true,
      }),
    );
  }
  await iam.send(
    new CreatePolicyVersionCommand({
      PolicyArn: accessPolicyArn,
      PolicyDocument: allowing('s3:DeleteObject'),
      SetAsDefault: true,
    }),
  );
  await iam.send(
    new UpdateAssumeRolePolicyCommand({
      RoleName: `${clusterName}-node-role`,
      PolicyDocument: trusting('lambda.amazonaws.com'),
    }),
  );
  await iam.send(
    new UpdateRoleCommand({ RoleName: accessRole, Description: 'old' }),
  );
  const clusterRole = {
    RoleName: `${clusterName}-cluster-role`,
    PolicyArn: 'arn:aws:iam::aws:policy/AmazonEKSBlockStoragePolicy',
  };
  await iam.send(new AttachRolePolicyCommand(clusterRole));
  await iam.send(
    new DetachRolePolicyCommand({
      ...clusterRole,
      PolicyArn: 'arn:aws:iam::aws:policy/AmazonEKSBlockStoragePolicyV2',
    }),
  );
  await eks.send(
    new UpdateAccessEntryCommand({
      clusterName,
      principalArn: `arn:aws:iam::${account}:role/${accessRole}`,
      kubernetesGroups: ['somebody-else'],
    }),
  );
  await tamper.patchObject(
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'humanitec-runner', namespace: 'humanitec-runner' },
    },
    { metadata: irsa },
  );
  await makeRunnerRole('another-runner');
  const { associations = [] } = await eks.send(
    new ListPodIdentityAssociationsCommand({ clusterName }),
  );
  await eks.send(
    new UpdatePodIdentityAssociationCommand({
      clusterName,
      associationId: associations[0].associationId,
      roleArn: runner('another-runner'),
    }),
  );
  await eks.send(
    new UpdateClusterConfigCommand({
      name: clusterName,
      logging: { clusterLogging: [{ types: ['audit'], enabled: false }] },
    }),
  );
}

const irsa = {
  name: 'humanitec-runner',
  namespace: 'humanitec-runner',
  annotations: { 'eks.amazonaws.com/role-arn': runner('another-runner') },
};

async function makeRunnerRole(RoleName: string) {
  await platformIam().send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: trusting('pods.eks.amazonaws.com'),
    }),
  );
}

function trusting(service: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: service },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
      },
    ],
  });
}

function allowing(action: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
  });
}
