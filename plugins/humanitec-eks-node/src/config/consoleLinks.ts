import { partition } from '@aws-sdk/core/client';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  BindingSpec,
  PartId,
  runnerDrivers,
  runnerNameKeys,
} from 'backstage-plugin-humanitec-eks-common';

type Config = ReturnType<RootConfigService['getConfig']>;

/** Where the parts of a binding are seen in the consoles, as far as there is a template for it. */
export type ConsoleLinks = Partial<Record<PartId, string>> &
  Record<'cluster' | 'clusterDefinition', string>;

/** What every template may hold. */
const ofEveryBinding = [
  'organization',
  'awsAccountId',
  'region',
  'clusterName',
  'awsConsole',
] as const;

/** The templates, each with what it may hold besides, and its default where the address is known. */
const templates = {
  awsCluster: {
    placeholders: [],
    usual:
      'https://{region}.{awsConsole}/eks/clusters/{clusterName}?region={region}',
  },
  awsClusterAccess: {
    placeholders: [],
    usual:
      'https://{region}.{awsConsole}/eks/clusters/{clusterName}?region={region}&selectedTab=cluster-access-tab',
  },
  awsRole: {
    placeholders: ['accessRole'],
    usual: 'https://{awsConsole}/iam/home#/roles/details/{accessRole}',
  },
  humanitecDefinition: {
    placeholders: ['definition'],
    usual:
      'https://app.humanitec.io/orgs/{organization}/resources/definitions/{definition}',
  },
  humanitecAccount: { placeholders: ['cloudAccount'], usual: undefined },
  humanitecAgent: { placeholders: ['agent'], usual: undefined },
} as const satisfies Record<
  string,
  { placeholders: readonly string[]; usual: string | undefined }
>;

type Key = keyof typeof templates;

/** The section `humanitecEks.links`, with its defaults. */
export type LinkTemplates = {
  [K in Key]: (typeof templates)[K]['usual'] extends string
    ? string
    : string | undefined;
};

/**
 * Reads and checks it, so that a mistake shows when Backstage starts.
 *
 * @throws Error that names the setting
 */
export function readLinkTemplates(section: Config | undefined): LinkTemplates {
  const read = (key: Key) => {
    const template = section?.getOptionalString(key);
    if (template !== undefined) check(key, template);
    return template;
  };
  return {
    awsCluster: read('awsCluster') ?? templates.awsCluster.usual,
    awsClusterAccess:
      read('awsClusterAccess') ?? templates.awsClusterAccess.usual,
    awsRole: read('awsRole') ?? templates.awsRole.usual,
    humanitecDefinition:
      read('humanitecDefinition') ?? templates.humanitecDefinition.usual,
    humanitecAccount: read('humanitecAccount'),
    humanitecAgent: read('humanitecAgent'),
  };
}

/** The links of a binding. */
export function consoleLinks(
  links: LinkTemplates,
  spec: BindingSpec,
): ConsoleLinks {
  const { names } = spec;
  const link = (template: string, more: Record<string, string> = {}) =>
    fill(template, { ...valuesOf(spec), ...more });
  const definition = (id: string) =>
    link(links.humanitecDefinition, { definition: id });
  const [driver] = [...(spec.runner.drivers ?? []), ...runnerDrivers];
  return {
    cluster: link(links.awsCluster),
    accessRole: link(links.awsRole, { accessRole: names.accessRole }),
    cloudAccount:
      links.humanitecAccount &&
      link(links.humanitecAccount, { cloudAccount: names.cloudAccount }),
    clusterDefinition: definition(names.clusterDefinition),
    agent:
      links.humanitecAgent &&
      link(links.humanitecAgent, { agent: names.agent }),
    agentDefinition: definition(names.agentDefinition),
    deployAccess: link(links.awsClusterAccess),
    runnerAccess: definition(names[runnerNameKeys[driver]]),
  };
}

function valuesOf({
  organization,
  awsAccountId,
  region,
  clusterName,
}: BindingSpec): Record<(typeof ofEveryBinding)[number], string> {
  const { name } = partition(region);
  return {
    organization,
    awsAccountId,
    region,
    clusterName,
    awsConsole: awsConsoles.get(name) ?? 'console.aws.amazon.com',
  };
}

/** By partition; others than these and `aws` need templates of their own. */
const awsConsoles = new Map([
  ['aws-cn', 'console.amazonaws.cn'],
  ['aws-us-gov', 'console.amazonaws-us-gov.com'],
]);

/** What begins like a placeholder and is none is found, too. */
const PLACEHOLDER = /\{([^{}]*)\}?/g;

function fill(template: string, values: Record<string, string>): string {
  return template.replace(PLACEHOLDER, (_, key: string) =>
    encodeURIComponent(values[key]),
  );
}

function check(key: Key, template: string) {
  const known = [...ofEveryBinding, ...templates[key].placeholders].map(
    name => `{${name}}`,
  );
  for (const [placeholder] of template.matchAll(PLACEHOLDER)) {
    if (!known.includes(placeholder)) {
      fail(key, `holds ${placeholder}, but may hold ${known.join(', ')} only`);
    }
  }
  // A scheme that is filled in would be no scheme of ours.
  if (!/^https?:\/\//i.test(template) || !URL.canParse(sampleOf(template))) {
    fail(key, 'must be a URL that begins with https:// or http://');
  }
}

function sampleOf(template: string): string {
  return template.replace(PLACEHOLDER, 'x');
}

function fail(key: Key, problem: string): never {
  throw new Error(`humanitecEks.links.${key} ${problem}`);
}
