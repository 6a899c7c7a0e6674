import type {
  Finding,
  FindingSubject,
} from 'backstage-plugin-humanitec-eks-common';
import { GetAccountSummaryCommand } from '@aws-sdk/client-iam';
import { listClusterNames } from '../../aws/listClusterNames';
import { describeFailure } from '../failure';
import type { Check, Preflight } from './preflight';
import { warning } from './finding';

/** Clusters of one account in one region, unless raised (EKS User Guide, service quotas). */
const CLUSTER_QUOTA = 100;
/** From here on it is worth a word. */
const NEAR = 5;
/** Cluster role, node role, access role; and the access policy. */
const ROLES_OF_A_BINDING = 3;
const POLICIES_OF_A_BINDING = 1;

/** How much room the account has. Quotas may have been raised, so they are warnings. */
export const checkQuotas: Check = async preflight => {
  const found = await Promise.all([
    tolerant(preflight, { part: 'cluster' }, clusterRoom),
    tolerant(preflight, { part: 'accessRole' }, iamRoom),
  ]);
  return found.flat();
};

async function tolerant(
  preflight: Preflight,
  subject: FindingSubject,
  check: Check,
): Promise<Finding[]> {
  try {
    return await check(preflight);
  } catch (cause) {
    preflight.systems.signal.throwIfAborted();
    return [
      warning(
        subject,
        `the quotas of the account were not checked: ${describeFailure(cause)}`,
        'The run may go on without.',
      ),
    ];
  }
}

const clusterRoom: Check = async ({ spec, systems, cluster }) => {
  if (cluster) return [];
  const { length: count } = await listClusterNames(systems.aws);
  if (count < CLUSTER_QUOTA - NEAR) return [];
  return [
    warning(
      { part: 'cluster' },
      `the account has ${count} clusters in ${spec.region}; the quota is ${CLUSTER_QUOTA} unless it was raised`,
      'Raise it (Service Quotas, Amazon EKS, Clusters), or delete clusters that are no longer needed.',
    ),
  ];
};

const iamRoom: Check = async ({ systems }) => {
  const { SummaryMap: summary = {} } = await systems.aws.iam(
    new GetAccountSummaryCommand({}),
  );
  return [
    ...judgeRoom(
      'roles',
      summary.Roles,
      summary.RolesQuota,
      ROLES_OF_A_BINDING,
    ),
    ...judgeRoom(
      'customer managed policies',
      summary.Policies,
      summary.PoliciesQuota,
      POLICIES_OF_A_BINDING,
    ),
  ];
};

/** Pure: is there room for what a binding makes? Unknown numbers say nothing. */
export function judgeRoom(
  what: string,
  used: number | undefined,
  quota: number | undefined,
  needed: number,
): Finding[] {
  if (used === undefined || quota === undefined) return [];
  if (quota - used >= needed) return [];
  return [
    warning(
      { part: 'accessRole' },
      `the account has ${used} of ${quota} ${what}, and a new binding makes ${needed}`,
      'Raise the quota (Service Quotas, IAM), or delete some that are no longer needed.',
    ),
  ];
}
