import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import { humanitecProvider } from '../parts/accessRoleTrust';
import {
  APPLY_ACCOUNT,
  applyManifests,
  deployStack,
  makeAgentKey,
  publishAgentKey,
  readExternalId,
  tagAccessPolicy,
} from './commands';

/** A step that a person takes: what it does, what it waits for, and how. */
export interface OperatorStep {
  title: string;
  text: string;
  /** One shell snippet each. */
  commands: string[];
  /** Whether it talks to the Kubernetes API. */
  needsEndpoint?: true;
}

/** All steps in their order; what sends deployments to the cluster comes last. */
export function steps(spec: BindingSpec, paths: string[]): OperatorStep[] {
  return [
    cluster(spec),
    accessRole(spec),
    cloudAccount(spec),
    agentKey(spec),
    agent(spec),
    manifests(spec),
    deployAccess(spec, paths),
    definitions(paths),
    check(spec),
  ];
}

function cluster(spec: BindingSpec): OperatorStep {
  return {
    title: 'AWS: the cluster',
    text: 'Needs nothing, and takes about 15 minutes; steps 2 and 3 can be done meanwhile in another shell. To use roles that are there already, add `ClusterRoleArn=…` and `NodeRoleArn=…`.',
    commands: [
      deployStack(spec, 'cluster', [
        'BackstageRole="$BACKSTAGE_ROLE"',
        'Administrator="$ADMINISTRATOR"',
      ]),
      `aws eks update-kubeconfig --region ${spec.region} --name ${spec.clusterName}`,
    ],
  };
}

function accessRole(spec: BindingSpec): OperatorStep {
  const tag = {
    text: 'CloudFormation cannot tag a policy, so one more command puts the mark on it.',
    command: tagAccessPolicy(spec),
  };
  if (spec.accessRole.accountType === 'aws-identity') {
    const { url, arn, audience } = humanitecProvider(
      spec,
      spec.accessRole.audience ?? 'sts.amazonaws.com',
    );
    return {
      title: 'AWS: the role that Humanitec assumes',
      text: `Needs nothing. An account can have one identity provider for ${url}: where it is there already, put \`IdentityProvider=exists\` in place of \`create\`, and see to it that it has the audience (\`aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${arn} --client-id ${audience}\`). ${tag.text}`,
      commands: [
        deployStack(spec, 'access-role', ['IdentityProvider=create']),
        tag.command,
      ],
    };
  }
  return {
    title: 'AWS: the role that Humanitec assumes',
    text: `Needs nothing. The first command takes the external ID of the role, or makes one where there is no role yet: it stays the same for ever after, is treated as a secret, and is in no file. ${tag.text}`,
    commands: [
      `EXTERNAL_ID="$(${readExternalId(
        spec,
      )} 2> /dev/null ||\n  echo "humanitec-$(openssl rand -hex 16)")"`,
      deployStack(spec, 'access-role', ['ExternalId="$EXTERNAL_ID"']),
      tag.command,
    ],
  };
}

function cloudAccount(spec: BindingSpec): OperatorStep {
  const { cloudAccount: id } = spec.names;
  const checkAccount = `humctl api post /orgs/${spec.organization}/resources/accounts/${id}/actions/check`;
  const again =
    'The last command has Humanitec assume the role. A role needs some seconds until it can be assumed; repeat it until it succeeds.';
  return spec.accessRole.accountType === 'aws-identity'
    ? {
        title: 'Humanitec: the cloud account',
        text: `Needs step 2. ${again}`,
        commands: [
          'humctl apply -f humanitec/cloud-account.yaml',
          checkAccount,
        ],
      }
    : {
        title: 'Humanitec: the cloud account',
        text: `Needs step 2, and its external ID. In a new shell, read that from the role first: \`EXTERNAL_ID="$(${readExternalId(
          spec,
        ).replaceAll(/ \\\n\s*/g, ' ')})"\`. ${again}`,
        commands: [APPLY_ACCOUNT, checkAccount],
      };
}

function agentKey(spec: BindingSpec): OperatorStep {
  return {
    title: "Kubernetes: the agent's key",
    text: 'Needs step 1. The private key is made and goes into its Secret; nobody sees it, and it is nowhere else. These three commands are for the first time only: kubectl refuses to make the same again.',
    commands: [makeAgentKey(spec), publishAgentKey(spec)],
    needsEndpoint: true,
  };
}

function agent(spec: BindingSpec): OperatorStep {
  return {
    title: 'Humanitec: the agent',
    text: `Needs step 4. Registers agent \`${spec.names.agent}\` with the public key; read the script before you run it. Commit \`humanitec/agent-public-key.pem\` and \`kubernetes/agent.yaml\`: neither is a secret.`,
    commands: ['bash humanitec/register-agent.sh'],
  };
}

function manifests(spec: BindingSpec): OperatorStep {
  return {
    title: 'Kubernetes: the manifests',
    text: 'Needs step 5. Whatever deploys from a repository, such as Argo CD or Flux, can do this in place of you; it must not come before step 4.',
    commands: [applyManifests(spec)],
    needsEndpoint: true,
  };
}

/** Rights before the door: the group can do nothing until both are there. */
function deployAccess(spec: BindingSpec, paths: string[]): OperatorStep {
  return {
    title: 'AWS: let Humanitec into the cluster',
    text: 'Needs steps 1, 2 and 6.',
    commands: [
      deployStack(spec, 'deploy-access'),
      ...(paths.includes('aws/runner-access.yaml')
        ? [deployStack(spec, 'runner-access')]
        : []),
    ],
  };
}

function definitions(paths: string[]): OperatorStep {
  const others = paths.filter(
    path =>
      path.startsWith('humanitec/') &&
      path.endsWith('-definition.yaml') &&
      path !== CLUSTER_DEFINITION,
  );
  return {
    title: 'Humanitec: the definitions, and with the last one the switch',
    text: 'Needs everything above. From the last command on, deployments that match go to this cluster. Humanitec refuses a rule that another definition has.',
    commands: [
      others.map(path => `humctl apply -f ${path}`).join('\n'),
      `humctl apply -f ${CLUSTER_DEFINITION}`,
    ],
  };
}

const CLUSTER_DEFINITION = 'humanitec/cluster-definition.yaml';

function check(spec: BindingSpec): OperatorStep {
  return {
    title: 'Check',
    text: `In Backstage, the page of the cluster \`${spec.clusterName}\` shows all eight parts in sync within ten minutes, and the action \`humanitec-eks:binding:verify\` proves it. Without Backstage:`,
    commands: [
      [
        `humctl api post /orgs/${spec.organization}/resources/accounts/${spec.names.cloudAccount}/actions/check`,
        `humctl api get /orgs/${spec.organization}/resources/defs/${spec.names.clusterDefinition}`,
        `kubectl get pods --namespace ${spec.names.agentNamespace}`,
      ].join('\n'),
    ],
  };
}
