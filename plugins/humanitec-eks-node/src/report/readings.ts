import {
  BindingIdentity,
  bindingMark,
  MARK_KEY,
} from 'backstage-plugin-humanitec-eks-common';
import type { AwsAccount } from '../aws/awsAccount';
import type { HumanitecReads } from '../humanitec/humanitecClient';
import type {
  KubernetesReads,
  LiveObject,
  Manifest,
} from '../kubernetes/kubernetesClient';
import { KubernetesError } from '../kubernetes/kubernetesError';
import { AGENT_SECRETS } from '../parts/agentManifests';
import type { Readings, Systems } from '../systems';
import { remembered } from './remembered';
import { SharedFacts, sharedFacts } from './sharedFacts';

/**
 * The systems as one report sees them: every answer is remembered, so that the
 * same is asked once, whoever needs it; and one by one is answered from lists.
 * It cannot write: what it remembers would be wrong.
 *
 * @param facts - what is known from others, besides; nothing when left out
 */
export function readingsOf(
  identity: BindingIdentity,
  systems: Systems,
  facts: SharedFacts = sharedFacts(),
): Readings {
  const { signal, progress } = systems;
  const { organization } = identity;
  const aws = readAws(systems.aws, facts);
  return {
    aws,
    humanitec: readHumanitec(systems.humanitec, organization, facts),
    kubernetes: remembered(async () => {
      const client = await systems.kubernetes(aws);
      return client && readKubernetes(identity, client);
    }),
    signal,
    progress,
  };
}

function readAws(aws: AwsAccount, facts: SharedFacts): AwsAccount {
  const { accountId, partition } = aws;
  return {
    ...aws,
    iam: onlyReads(aws.iam),
    eks: onlyReads(aws.eks, ({ name, input, ask }) =>
      name === 'DescribeClusterVersionsCommand'
        ? facts.eksVersions.get(JSON.stringify([partition, input]), ask)
        : ask(),
    ),
    ec2: onlyReads(aws.ec2),
    sts: onlyReads(aws.sts),
    ownPrincipalArn: remembered(() =>
      facts.ownPrincipals.get(accountId, aws.ownPrincipalArn),
    ),
    ownRoleCreatedAt: remembered(() =>
      facts.ownRoleDates.get(accountId, aws.ownRoleCreatedAt),
    ),
  };
}

/** AWS names what reads by these verbs. */
const READS = /^(?:Describe|Get|List)/;

interface Question {
  name: string;
  input: unknown;
  ask(): Promise<unknown>;
}

/** @param answer - how a question is answered: by asking, or from what is known */
function onlyReads<Send extends Function>(
  send: Send,
  answer: (question: Question) => Promise<unknown> = ({ ask: now }) => now(),
): Send {
  const ask = remembered(
    (command: { input: unknown }) => {
      const { name } = command.constructor;
      if (!READS.test(name)) throw new Error(`a report does not call ${name}`);
      const { input } = command;
      return answer({ name, input, ask: () => send(command) });
    },
    ({ constructor, input }) => [constructor.name, input],
  );
  // The commands of a service have more types than can be written here.
  return ask as unknown as Send;
}

/** Definitions and accounts are read in one list each; an organization has few of them. */
function readHumanitec(
  humanitec: Systems['humanitec'],
  organization: string,
  { applications, secretStores }: SharedFacts,
): HumanitecReads {
  const listDefinitions = remembered(humanitec.listDefinitions);
  const listAccounts = remembered(humanitec.listAccounts);
  return {
    listDefinitions,
    listAccounts,
    findDefinition: async (id, query) =>
      query?.deleted
        ? humanitec.findDefinition(id, query)
        : (await listDefinitions()).find(definition => definition.id === id),
    findAccount: async id =>
      (await listAccounts()).find(account => account.id === id),
    checkAccount: remembered(humanitec.checkAccount),
    listActiveResources: remembered(humanitec.listActiveResources),
    listAgentKeys: remembered(humanitec.listAgentKeys),
    listAgents: remembered(humanitec.listAgents),
    findAgentsByFingerprint: remembered(humanitec.findAgentsByFingerprint),
    listApplications: remembered(() =>
      applications.get(organization, humanitec.listApplications),
    ),
    listEnvironments: remembered(humanitec.listEnvironments),
    listSecretStores: remembered(() =>
      secretStores.get(organization, humanitec.listSecretStores),
    ),
  };
}

const RBAC = 'rbac.authorization.k8s.io/v1';

/** The kinds of what a binding has in a cluster, and where they are. */
const LISTED = new Map([
  ['Secret', 'v1'],
  ['ServiceAccount', 'v1'],
  ['Namespace', 'v1'],
  ['ConfigMap', 'v1'],
  ['Deployment', 'apps/v1'],
  ['PodDisruptionBudget', 'policy/v1'],
  ['Role', RBAC],
  ['RoleBinding', RBAC],
  ['ClusterRole', RBAC],
  ['ClusterRoleBinding', RBAC],
]);

/** Without our label it is no key of the agent's, whatever it holds: nothing comes of reading it. */
const [, NEVER_FOREIGN] = AGENT_SECRETS;

/**
 * What carries our label is read in one list a kind, all at once, before
 * anybody knows its names; the rest by its name.
 */
function readKubernetes(
  identity: BindingIdentity,
  client: KubernetesReads,
): KubernetesReads {
  const selector = `${MARK_KEY}=${bindingMark(identity)}`;
  const list = remembered(client.list);
  const listOurs = remembered(async (apiVersion: string, kind: string) => {
    try {
      return await list(apiVersion, kind, undefined, selector);
    } catch (error) {
      // Whoever may not list everywhere may still read what is named.
      if (!(error instanceof KubernetesError)) throw error;
      if (error.httpStatus !== 403) throw error;
      return undefined;
    }
  });
  // Whoever needs it hears of a failure.
  LISTED.forEach((apiVersion, kind) =>
    listOurs(apiVersion, kind).catch(() => {}),
  );
  return {
    list,
    find: remembered(async manifest => {
      const { apiVersion, kind, metadata } = manifest;
      const isListed = LISTED.get(kind) === apiVersion;
      const ours = isListed ? await listOurs(apiVersion, kind) : undefined;
      const found = ours?.find(live => isNamed(metadata, live));
      // Objects in a list do not say what they are.
      if (found) return { ...found, apiVersion, kind };
      if (ours && kind === 'Secret' && metadata.name === NEVER_FOREIGN) {
        return undefined;
      }
      return client.find(manifest);
    }),
  };
}

function isNamed(
  { name, namespace }: Manifest['metadata'],
  { metadata }: LiveObject,
): boolean {
  return metadata.name === name && metadata.namespace === namespace;
}
