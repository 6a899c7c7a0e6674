import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** The four facts that identify a binding. */
export interface BindingIdentity {
  organization: string;
  awsAccountId: string;
  region: string;
  clusterName: string;
}

/** The same for the same binding, and for no other. */
export function bindingKey(binding: BindingIdentity): string {
  return `${binding.organization}/${clusterKey(binding)}`;
}

/** The same for the same cluster, whichever organizations it is bound in. */
export function clusterKey({
  awsAccountId,
  region,
  clusterName,
}: Omit<BindingIdentity, 'organization'>): string {
  return `${awsAccountId}/${region}/${clusterName}`;
}

/** Everything that a binding names. Each is derived, and each may be given instead. */
export interface BindingNames {
  clusterRole: string;
  nodeRole: string;
  accessRole: string;
  accessPolicy: string;
  cloudAccount: string;
  clusterDefinition: string;
  agent: string;
  agentDefinition: string;
  runnerDefinition: string;
  terraformRunnerDefinition: string;
  containerRunnerDefinition: string;
  kubernetesGroup: string;
  agentNamespace: string;
  runnerNamespace: string;
  runnerServiceAccount: string;
}

/** The names that follow from a binding's identity, with those that were given. */
export function deriveNames(
  { clusterName }: Pick<BindingIdentity, 'clusterName'>,
  given: Partial<BindingNames> = {},
): BindingNames {
  const slug = humanitecSlug(clusterName);
  const accessRole =
    given.accessRole ??
    shorten(`humanitec-role-to-access-${clusterName}-cluster`, 64);
  const clusterDefinition = given.clusterDefinition ?? slug;
  return {
    clusterRole: shorten(`${clusterName}-cluster-role`, 64),
    nodeRole: shorten(`${clusterName}-node-role`, 64),
    accessPolicy: `${accessRole}-policy`,
    cloudAccount: slug,
    agent: slug,
    agentDefinition: shorten(`${clusterDefinition}-agent`, 50),
    runnerDefinition: shorten(`${clusterDefinition}-runner`, 50),
    terraformRunnerDefinition: shorten(
      `${clusterDefinition}-terraform-runner`,
      50,
    ),
    containerRunnerDefinition: shorten(
      `${clusterDefinition}-container-runner`,
      50,
    ),
    kubernetesGroup: 'humanitec-deploy-access',
    agentNamespace: 'humanitec-agent',
    runnerNamespace: 'humanitec-runner',
    runnerServiceAccount: 'humanitec-runner',
    ...definedOnly(given),
    accessRole,
    clusterDefinition,
  };
}

/** The fewest names that must be given so that {@link deriveNames} yields all of these. */
export function namesToGive(
  identity: Pick<BindingIdentity, 'clusterName'>,
  names: BindingNames,
): Partial<BindingNames> {
  // Others follow from these two.
  const { accessRole, clusterDefinition } = names;
  const heads = differing(
    { accessRole, clusterDefinition },
    deriveNames(identity),
  );
  return { ...heads, ...differing(names, deriveNames(identity, heads)) };
}

/**
 * The value of our mark in AWS tags and Kubernetes labels: readable, unique
 * for the four facts, and at most 63 characters, as labels must be.
 */
export function bindingMark(identity: BindingIdentity): string {
  const { organization, awsAccountId, region, clusterName } = identity;
  const facts = [organization, awsAccountId, region, clusterName].join('/');
  return `${clusterName.slice(0, 50)}-${digest(facts)}`;
}

/** AWS tag and Kubernetes label that say a thing is ours, and whose. */
export const MARK_KEY = 'humanitec-eks/binding';
/** AWS tag that keeps the owner of the catalog entity, as an entity ref. */
export const OWNER_TAG = 'humanitec-eks/owner';
/** Field manager of everything we apply to Kubernetes. */
export const FIELD_MANAGER = 'humanitec-eks';

/**
 * Our mark in Humanitec, where things have neither tags nor labels: a suffix
 * of the name or description. It is parsed back by {@link parseHumanitecMark}.
 */
export function humanitecMark(
  identity: Omit<BindingIdentity, 'organization'>,
): string {
  const { awsAccountId, region, clusterName } = identity;
  return `[humanitec-eks ${awsAccountId}/${region}/${clusterName}]`;
}

/** The identity in a Humanitec name or description, or undefined when it is not ours. */
export function parseHumanitecMark(
  text: string | undefined,
): Omit<BindingIdentity, 'organization'> | undefined {
  const match = text?.match(
    /\[humanitec-eks (\d{12})\/([a-z0-9-]+)\/([A-Za-z0-9_-]+)\]$/,
  );
  if (!match) return undefined;
  const [, accountId, region, clusterName] = match;
  return { awsAccountId: accountId, region, clusterName };
}

/** The name of the catalog entity of a cluster, in the namespace `default`. */
export function clusterEntityName(
  identity: Pick<BindingIdentity, 'clusterName'>,
): string {
  // Entity names may hold what EKS names may, but are 63 characters at most.
  return shorten(identity.clusterName, 63).replace(/[-_]+$/, '');
}

/** A cluster name in the form of a Humanitec ID. */
function humanitecSlug(clusterName: string): string {
  const slug = clusterName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return shorten(slug.length < 3 ? `eks-${slug}` : slug, 43);
}

/** Cuts what is too long and keeps it unique with a digest of the whole. */
function shorten(name: string, max: number): string {
  if (name.length <= max) return name;
  return `${name.slice(0, max - 9).replace(/[^A-Za-z0-9]+$/, '')}-${digest(
    name,
  )}`;
}

function digest(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, 8);
}

function differing(
  names: Partial<BindingNames>,
  derived: BindingNames,
): Partial<BindingNames> {
  const all: Partial<Record<string, string>> = { ...derived };
  return Object.fromEntries(
    Object.entries(names).filter(([key, name]) => name !== all[key]),
  );
}

function definedOnly<T extends object>(given: T): T {
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as T;
}
