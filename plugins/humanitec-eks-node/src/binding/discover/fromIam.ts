import {
  GetPolicyCommand,
  ListPoliciesCommand,
  ListRolesCommand,
  Role,
} from '@aws-sdk/client-iam';
import {
  BindingIdentity,
  bindingMark,
  BindingNames,
  deriveNames,
  MARK_KEY,
} from 'backstage-plugin-humanitec-eks-common';
import type { AwsAccount } from '../../aws/awsAccount';
import { orAbsent } from '../../aws/awsError';
import { findRole, FoundRole } from '../../aws/iamRole';
import { decodedDocument } from '../../aws/policyDocument';
import { tagRecord } from '../../aws/tags';
import { HUMANITEC_PRINCIPAL } from '../../parts/accessRoleTrust';
import type { Readings } from '../../systems';
import { nameInArn, pathInArn } from './arn';
import type { Found } from './discoverSpec';

const slots = ['clusterRole', 'nodeRole', 'accessRole'] as const;
type RoleSlot = (typeof slots)[number];
type FoundRoles = Partial<Record<RoleSlot, FoundRole>>;

/** IAM cannot list by tag: policies that no role has are looked at one by one, up to so many. */
const MAX_POLICIES_READ = 50;

/**
 * Roles and policy under their usual names, or as other systems have told, and
 * those that nothing leads to: of a binding that was left half-made under names
 * of its own.
 *
 * @param known - names that other systems have told
 * @param options - `iamPath` of the access role, where it is known; `lost` says
 *   whether to look for what nothing leads to
 */
export async function fromIam(
  identity: BindingIdentity,
  known: Partial<BindingNames>,
  { aws }: Readings,
  options: { iamPath?: string; lost: boolean },
): Promise<Found> {
  const derived = deriveNames(identity, known);
  const usualPolicy = known.accessPolicy
    ? undefined
    : findUsualPolicy(aws, identity, derived.accessPolicy, options.iamPath);
  // Whoever needs it hears of a failure.
  usualPolicy?.catch(() => {});
  const roles = await findUsualRoles(aws, identity, derived);
  const missing = slots.filter(slot => !known[slot] && !roles[slot]);
  if (options.lost && missing.length > 0) {
    for (const role of await listOurRoles(aws, identity)) {
      const slot = slotOf(role);
      if (missing.includes(slot)) roles[slot] = role;
    }
  }
  const access = roles.accessRole;
  const policyArn =
    usualPolicy &&
    ((await findAttachedPolicy(aws, identity, access)) ??
      (await usualPolicy) ??
      (options.lost
        ? await findLoosePolicy(aws, identity, derived.accessPolicy)
        : undefined));
  const arn = access?.arn ?? policyArn;
  return {
    names: {
      clusterRole: roles.clusterRole?.name,
      nodeRole: roles.nodeRole?.name,
      accessRole: access?.name,
      accessPolicy: nameInArn(policyArn),
    },
    aws: arn ? { iamPath: pathInArn(arn) } : undefined,
  };
}

async function findUsualRoles(
  aws: AwsAccount,
  identity: BindingIdentity,
  names: BindingNames,
): Promise<FoundRoles> {
  const found: FoundRoles = {};
  await Promise.all(
    slots.map(async slot => {
      const role = await findRole(aws, names[slot]);
      if (role?.tags[MARK_KEY] === bindingMark(identity)) found[slot] = role;
    }),
  );
  return found;
}

/** Candidates by what a list shows of them, then by their tags, which it does not. */
async function listOurRoles(
  aws: AwsAccount,
  identity: BindingIdentity,
): Promise<FoundRole[]> {
  const found: FoundRole[] = [];
  let marker: string | undefined;
  do {
    const page = await aws.iam(
      new ListRolesCommand({ Marker: marker, MaxItems: 1000 }),
    );
    for (const candidate of page.Roles ?? []) {
      if (!isCandidate(candidate, identity)) continue;
      const role = await findRole(aws, candidate.RoleName ?? '');
      if (role?.tags[MARK_KEY] === bindingMark(identity)) found.push(role);
    }
    marker = page.IsTruncated ? page.Marker : undefined;
  } while (marker);
  return found;
}

function isCandidate(
  { Description: text = '', AssumeRolePolicyDocument: trust = '' }: Role,
  { clusterName }: BindingIdentity,
): boolean {
  return (
    text.split(' ').includes(clusterName) ||
    decodedDocument(trust).includes(HUMANITEC_PRINCIPAL)
  );
}

/** Whom a role trusts tells what it is for. */
function slotOf({ trust }: FoundRole): RoleSlot {
  const text = JSON.stringify(trust);
  if (text.includes('"eks.amazonaws.com')) return 'clusterRole';
  return text.includes('"ec2.amazonaws.com') ? 'nodeRole' : 'accessRole';
}

async function findUsualPolicy(
  aws: AwsAccount,
  identity: BindingIdentity,
  name: string,
  path: string = '/',
): Promise<string | undefined> {
  const arn = `arn:${aws.partition}:iam::${aws.accountId}:policy${path}${name}`;
  return (await isOurPolicy(aws, identity, arn)) ? arn : undefined;
}

async function findAttachedPolicy(
  aws: AwsAccount,
  identity: BindingIdentity,
  role: FoundRole | undefined,
): Promise<string | undefined> {
  const attached = (role?.attachedPolicyArns ?? []).filter(arn =>
    arn.includes(`:${aws.accountId}:policy/`),
  );
  for (const arn of attached) {
    if (await isOurPolicy(aws, identity, arn)) return arn;
  }
  return undefined;
}

async function findLoosePolicy(
  aws: AwsAccount,
  identity: BindingIdentity,
  derivedName: string,
): Promise<string | undefined> {
  const loose = await listLoosePolicies(aws);
  const [byName, others] = [
    loose.filter(arn => nameInArn(arn) === derivedName),
    loose.filter(arn => nameInArn(arn) !== derivedName),
  ];
  for (const arn of [...byName, ...others].slice(0, MAX_POLICIES_READ)) {
    if (await isOurPolicy(aws, identity, arn)) return arn;
  }
  return undefined;
}

async function listLoosePolicies(aws: AwsAccount): Promise<string[]> {
  const arns: string[] = [];
  let marker: string | undefined;
  do {
    const page = await aws.iam(
      new ListPoliciesCommand({
        Scope: 'Local',
        Marker: marker,
        MaxItems: 1000,
      }),
    );
    for (const { Arn: arn, AttachmentCount: count } of page.Policies ?? []) {
      if (arn && !count) arns.push(arn);
    }
    marker = page.IsTruncated ? page.Marker : undefined;
  } while (marker);
  return arns;
}

async function isOurPolicy(
  aws: AwsAccount,
  identity: BindingIdentity,
  arn: string,
): Promise<boolean> {
  const found = await orAbsent(
    aws.iam(new GetPolicyCommand({ PolicyArn: arn })),
  );
  return tagRecord(found?.Policy?.Tags)[MARK_KEY] === bindingMark(identity);
}
