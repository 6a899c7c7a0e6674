import { z } from 'zod';
import type { Sandbox } from 'sandbox';
import { settledWorld } from '../../src/__testUtils__/settledWorld';

const record = z.record(z.string(), z.unknown());

const schema = z.object({
  aws: z.object({
    accounts: z.record(
      z.string(),
      z.object({
        roles: record,
        policies: z.record(z.string(), z.object({ versions: z.unknown() })),
      }),
    ),
    clusters: z.record(
      z.string(),
      z
        .object({ accessEntries: record, podIdentityAssociations: record })
        .partial(),
    ),
  }),
  humanitec: z.object({
    organizations: z.array(
      z.object({
        accounts: record,
        agents: z.record(z.string(), z.object({ keys: z.unknown() })),
        definitions: z.record(z.string(), z.object({ deleted: z.unknown() })),
      }),
    ),
  }),
  kubernetes: z.record(z.string(), record),
});

/**
 * All that the three systems hold, as text that is equal for equal content:
 * times and random IDs set aside, and since things with random IDs would then
 * cover each other, how many there are of each.
 */
export async function comparable({ url }: Sandbox): Promise<string> {
  const response = await fetch(`${url}/_sandbox/world`);
  const dump = await response.json();
  const world = { counts: countsOf(dump), world: settledWorld(dump) };
  return JSON.stringify(world).replace(SECOND_SECRET, '$1');
}

/** Each rotation puts the key into the other of two Secrets, and one that was killed at its very end is followed by another. */
const SECOND_SECRET = /(humanitec-agent-secret-private-key)-2\b/g;

/** Also of the versions that a policy keeps, the keys of an agent, and the Secrets in a cluster. */
function countsOf(dump: unknown): Record<string, number> {
  const { aws, humanitec, kubernetes } = schema.parse(dump);
  const counts: Record<string, number> = {};
  for (const [id, account] of Object.entries(aws.accounts)) {
    counts[`roles ${id}`] = sizeOf(account.roles);
    counts[`policies ${id}`] = sizeOf(account.policies);
    for (const [name, { versions }] of Object.entries(account.policies)) {
      counts[`versions ${name}`] = sizeOf(versions);
    }
  }
  for (const [arn, cluster] of Object.entries(aws.clusters)) {
    counts[`access entries ${arn}`] = sizeOf(cluster.accessEntries);
    counts[`associations ${arn}`] = sizeOf(cluster.podIdentityAssociations);
  }
  for (const [index, organization] of humanitec.organizations.entries()) {
    counts[`accounts ${index}`] = sizeOf(organization.accounts);
    counts[`agents ${index}`] = sizeOf(organization.agents);
    counts[`definitions ${index}`] = Object.values(
      organization.definitions,
    ).filter(({ deleted }) => deleted !== true).length;
    for (const [id, { keys }] of Object.entries(organization.agents)) {
      counts[`keys ${id}`] = sizeOf(keys);
    }
  }
  for (const [arn, objects] of Object.entries(kubernetes)) {
    counts[`secrets ${arn}`] = Object.keys(objects).filter(key =>
      key.startsWith('v1/Secret/'),
    ).length;
  }
  return counts;
}

function sizeOf(collection: unknown): number {
  return typeof collection === 'object' && collection !== null
    ? Object.keys(collection).length
    : 0;
}

/** The first places where two of them differ. */
export function differences(expected: string, found: string): string {
  const lines: string[] = [];
  collect(JSON.parse(expected), JSON.parse(found), '', lines);
  return lines.slice(0, 8).join('\n');
}

function collect(a: unknown, b: unknown, path: string, lines: string[]) {
  if (JSON.stringify(a) === JSON.stringify(b)) return;
  if (!isRecord(a) || !isRecord(b)) {
    lines.push(`${path}: expected ${brief(a)}, found ${brief(b)}`);
    return;
  }
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    collect(a[key], b[key], `${path}/${key}`, lines);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function brief(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 200);
}
