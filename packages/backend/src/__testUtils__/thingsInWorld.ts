import { z } from 'zod';
import { identity } from './actionStack';

const record = z.record(z.string(), z.unknown());
const arn = `arn:aws:eks:${identity.region}:${identity.awsAccountId}:cluster/${identity.clusterName}`;

const worldSchema = z.object({
  aws: z.object({
    accounts: z.record(
      z.string(),
      z.object({ roles: record, policies: record }),
    ),
    clusters: z.record(
      z.string(),
      z.object({ accessEntries: record }).passthrough(),
    ),
  }),
  humanitec: z.object({
    organizations: z.array(
      z.object({
        id: z.string(),
        accounts: record,
        agents: record,
        definitions: z.record(
          z.string(),
          z
            .object({
              type: z.string(),
              criteria: z.array(z.record(z.string(), z.string())),
            })
            .passthrough(),
        ),
      }),
    ),
  }),
  kubernetes: z.record(z.string(), record),
});

/**
 * The things of the worked example in a dump of the world, by the names that
 * plans give them, each with what it is like.
 */
export function thingsInWorld(dump: unknown): Map<string, string> {
  const { aws, humanitec, kubernetes } = worldSchema.parse(dump);
  const things = new Map<string, string>();
  const put = (thing: string, like: unknown) =>
    things.set(thing, JSON.stringify(like));

  const account = aws.accounts[identity.awsAccountId];
  for (const [name, role] of Object.entries(account.roles)) {
    put(`iam role ${name}`, role);
  }
  for (const [name, policy] of Object.entries(account.policies)) {
    put(`iam policy ${name}`, policy);
  }
  const cluster = aws.clusters[arn];
  if (cluster) {
    const { accessEntries, ...itself } = cluster;
    put(`eks cluster ${identity.clusterName}`, itself);
    for (const [principal, entry] of Object.entries(accessEntries)) {
      put(`access entry ${principalName(principal)}`, entry);
    }
  }
  const organization = humanitec.organizations.find(
    ({ id }) => id === identity.organization,
  );
  for (const [id, like] of Object.entries(organization?.accounts ?? {})) {
    put(`cloud account ${id}`, like);
  }
  for (const [id, like] of Object.entries(organization?.agents ?? {})) {
    put(`agent ${id}`, like);
  }
  for (const [id, definition] of Object.entries(
    organization?.definitions ?? {},
  )) {
    const { criteria, ...itself } = definition;
    put(`${itself.type} definition ${id}`, itself);
    for (const rule of criteria) {
      put(`matching criteria ${id}: ${ruleName(rule)}`, rule);
    }
  }
  for (const [key, object] of Object.entries(kubernetes[arn] ?? {})) {
    const [name, namespace, kind] = key.split('/').reverse();
    const where = namespace ? `${namespace}/${name}` : name;
    put(`kubernetes object ${kind} ${where}`, object);
  }
  return things;
}

function principalName(principal: string): string {
  return principal.endsWith('role/backstage-humanitec-eks')
    ? "Backstage's own role"
    : principal;
}

function ruleName(rule: Record<string, string>): string {
  return ['env_type', 'app_id', 'env_id', 'res_id']
    .filter(element => rule[element])
    .map(element => `${element} ${rule[element]}`)
    .join(', ');
}
