import {
  GetPolicyCommand,
  ListAttachedRolePoliciesCommand,
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
import { tagRecord } from '../../aws/tags';
import { HUMANITEC_PRINCIPAL } from '../../parts/accessRoleTrust';
import type { Systems } from '../../systems';
import { nameInArn, pathInArn } from './arn';
import type { Found } from './discoverSpec';

type RoleSlot = 'clusterRole' | 'nodeRole' | 'accessRole';

/** IAM cannot list by tag: policies that no role has are looked at one by one, up to so many. */
const MAX_POLICIES_READ = 50;

/**
 * Roles and policy that nothing else leads to: those of a binding that was left
 * half-made under names of its own. In a whole one only the policy is read.
 *
 * @param known - names that other systems have told
 */
export async function fromIam(
  identity: BindingIdentity,
  known: Partial<BindingNames>,
  { aws }: Systems,
): Promise<Found> {
  const mark = bindingMark(identity);
  const derived = deriveNames(identity, known);
  const roles: Partial<Record<RoleSlot, FoundRole>> = {};
  const slots: RoleSlot[] = ['clusterRole', 'nodeRole', 'accessRole'];
  for (const slot of slots) {
    const role = await findRole(aws, derived[slot]);
    if (role?.tags[MARK_KEY] === mark) roles[slot] = role;
  }
  const lost = slots.filter(slot => !known[slot] && !roles[slot]);
  if (lost.length > 0) {
    for (const role of await listOurRoles(aws, identity)) {
      const slot = slotOf(role);
      if (lost.includes(slot)) roles[slot] = role;
    }
  }
  const access = roles.accessRole;
  const policyArn = known.accessPolicy
    ? undefined
    : await findOurPolicy(aws, identity, derived.accessPolicy, access);
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
    decodeURIComponent(trust).includes(HUMANITEC_PRINCIPAL)
  );
}

/** Whom a role trusts tells what it is for. */
function slotOf({ trust }: FoundRole): RoleSlot {
  const text = JSON.stringify(trust);
  if (text.includes('"eks.amazonaws.com')) return 'clusterRole';
  return text.includes('"ec2.amazonaws.com') ? 'nodeRole' : 'accessRole';
}

async function findOurPolicy(
  aws: AwsAccount,
  identity: BindingIdentity,
  derivedName: string,
  role: FoundRole | undefined,
): Promise<string | undefined> {
  const attached = role ? await listAttached(aws, role.name) : [];
  for (const arn of attached) {
    if (await isOurPolicy(aws, identity, arn)) return arn;
  }
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

async function listAttached(
  aws: AwsAccount,
  roleName: string,
): Promise<string[]> {
  const { AttachedPolicies: policies = [] } = await aws.iam(
    new ListAttachedRolePoliciesCommand({ RoleName: roleName }),
  );
  return policies
    .flatMap(({ PolicyArn: arn }) => arn ?? [])
    .filter(arn => arn.includes(`:${aws.accountId}:policy/`));
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
