import {
  BindingSpec,
  describeCriterion,
} from 'backstage-plugin-humanitec-eks-common';
import { OPERATOR_COMMAND } from '../directMode/humanitecOperator';
import { steps } from './steps';
import { takingBack } from './takingBack';

/** How the files bring a binding about: in which order, with which commands, and how it is taken back. */
export function readme(spec: BindingSpec, paths: string[]): string {
  const { organization, awsAccountId, region, clusterName } = spec;
  return [
    `# EKS cluster ${clusterName}, bound to Humanitec`,
    `These files make a private EKS Auto Mode cluster and let the Humanitec Platform Orchestrator deploy to it. Backstage rendered them and changed nothing: it did not look into AWS, Humanitec or the cluster either, so names that are taken, quotas and matching criteria of others have not been checked.`,
    [
      `- Humanitec organization: \`${organization}\``,
      `- AWS account and region: \`${awsAccountId}\`, \`${region}\``,
      `- Lands there: ${landing(spec)}`,
    ].join('\n'),
    `Everything carries the mark of this binding. Backstage knows it by that mark, shows the cluster once its definition is in Humanitec, and can repair it or take it away like one that it made itself.`,
    '## Before you begin',
    `You need \`aws\`, \`humctl\`, \`kubectl\` and \`openssl\`, a shell such as bash, and a place that reaches the private endpoint of the cluster from step ${stepThatNeedsEndpoint(
      spec,
      paths,
    )} on. Sign in to AWS account ${awsAccountId} and to Humanitec (\`humctl login\`) as an administrator of \`${organization}\`. Run every command in this folder, in one shell.`,
    'Fill in who administers the cluster. It knows nobody else, not even who made it:',
    code(
      [
        "export BACKSTAGE_ROLE=''   # ARN of the role that Backstage acts as in the account (aws.accounts in its app-config); empty: Backstage does not look into the cluster",
        "export ADMINISTRATOR=''    # ARN of the IAM role or user that you act as, unless it is the same",
        `export HUMANITEC_ORG='${organization}'`,
      ].join('\n'),
    ),
    ...steps(spec, paths).flatMap(({ title, text, commands }, index) => [
      `## ${index + 1}. ${title}`,
      text,
      ...commands.map(code),
    ]),
    '## In Direct mode: the Humanitec Operator',
    `An organization with a primary secret store is in Direct mode, and the cluster then needs the Humanitec Operator before anything is deployed there. Its values, and what else it needs, are in \`humanitec-operator-values.yaml\`: \`${OPERATOR_COMMAND}\``,
    '## To change something',
    `Fill in the form again and merge the new pull request, then run the steps whose files changed; each can be run again. One line is yours: the fingerprint of the agent's key in \`kubernetes/agent.yaml\`, which step 4 puts there. Rendering puts its placeholder back, so keep the line or run that command again. A rule that you take out of a definition may stay in Humanitec; look at the definition there.`,
    '## To take it back',
    'In this order, so that nothing is sent to a cluster that is half gone. Deployments that are there must be moved or deleted first: Humanitec refuses to delete a definition that they use.',
    ...takingBack(spec, paths).map(code),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function landing({ criteria = [] }: BindingSpec): string {
  return criteria.length
    ? criteria.map(describeCriterion).join('; ')
    : 'nothing yet; no matching criteria were asked for';
}

function stepThatNeedsEndpoint(spec: BindingSpec, paths: string[]): number {
  return steps(spec, paths).findIndex(({ needsEndpoint }) => needsEndpoint) + 1;
}

function code(commands: string): string {
  return `\`\`\`sh\n${commands}\n\`\`\``;
}
