import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import type { Systems } from '../systems';
import {
  accessRole,
  accessRoleArn,
  EXTERNAL_ID_PLACEHOLDER,
} from './accessRole';
import type { AccessRoleTrust } from './accessRoleTrust';

/** The role that an account leads to, and how that role lets Humanitec in. */
export interface AccountRole {
  arn: string;
  createdAt?: Date;
  trust: AccessRoleTrust;
}

type AccountType = AccessRoleTrust['accountType'];

export function isAccountType(type: string): type is AccountType {
  return type === 'aws-role' || type === 'aws-identity';
}

/**
 * The access role as it is: the external ID lives in its trust policy, nowhere else.
 *
 * @param accountType - of the account that is there already; it cannot change
 * @throws Error with the step that has to come first
 */
export async function readAccountRole(
  spec: BindingSpec,
  accountType: string | undefined,
  systems: Systems,
): Promise<AccountRole> {
  const { role, trust } = (await accessRole.observe(spec, systems)) ?? {};
  const name = spec.names.accessRole;
  if (!role || !trust) {
    throw new Error(
      `IAM role ${name}, with a trust policy that lets Humanitec in, is missing; run the step accessRole:apply first`,
    );
  }
  const wanted = spec.accessRole.accountType ?? accountType;
  if (wanted && wanted !== trust.accountType) {
    throw new Error(
      `IAM role ${name} lets accounts of type ${trust.accountType} in, and this one is of type ${wanted}; run the step accessRole:apply with accountType ${wanted} first`,
    );
  }
  return { arn: role.arn, createdAt: role.createdAt, trust };
}

/** What Humanitec keeps as a secret, and shows to nobody again. */
export function accountCredentials(
  { accessRole: { stsRegion } }: BindingSpec,
  { arn, trust }: AccountRole,
): Record<string, string> {
  if (trust.accountType === 'aws-identity') {
    return {
      aws_identity_role_arn: arn,
      aws_identity_audience: trust.audience,
      ...(stsRegion && { sts_region: stsRegion }),
    };
  }
  if (!trust.externalId) {
    throw new Error(
      `IAM role ${arn} asks Humanitec for no external ID; run the step accessRole:apply first`,
    );
  }
  return { aws_role: arn, external_id: trust.externalId };
}

/** The same, with a placeholder for what only the role knows. */
export function renderedCredentials(
  spec: BindingSpec,
  accountType: AccountType,
): Record<string, string> {
  const { audience = 'sts.amazonaws.com' } = spec.accessRole;
  return accountCredentials(spec, {
    arn: accessRoleArn(spec),
    trust:
      accountType === 'aws-identity'
        ? { accountType, audience }
        : { accountType, externalId: EXTERNAL_ID_PLACEHOLDER },
  });
}
