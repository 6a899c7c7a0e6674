import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { LinkTemplates, readLinkTemplates } from './consoleLinks';
import { ReachConfig, readReach } from './readReach';

export interface OrganizationConfig {
  id: string;
  token: string;
  apiBaseUrl: string;
}

export interface HumanitecEksConfig {
  /** A token may be missing, when its environment variable is: that must not keep Backstage from starting. */
  organizations: (Omit<OrganizationConfig, 'token'> & { token?: string })[];
  /** Backstage's own section `aws`, as far as it says which accounts there are. */
  aws: {
    accounts: { id: string; partition?: string; roleName?: string }[];
    /** Of accounts that name none. */
    partition: string;
  };
  /** How the Kubernetes API of clusters is reached. */
  kubernetes: ReachConfig;
  links: LinkTemplates;
  defaultOwner: string;
}

/** The section `humanitecEks` of app-config, with its defaults, and the accounts of `aws`. */
export function readConfig(root: RootConfigService): HumanitecEksConfig {
  const section = root.getOptionalConfig('humanitecEks');
  return {
    organizations: (section?.getOptionalConfigArray('organizations') ?? []).map(
      organization => ({
        id: organization.getString('id'),
        token: organization.getOptionalString('token'),
        apiBaseUrl:
          organization.getOptionalString('apiBaseUrl') ??
          'https://api.humanitec.io',
      }),
    ),
    aws: {
      accounts: (root.getOptionalConfigArray('aws.accounts') ?? []).map(
        account => ({
          id: account.getString('accountId'),
          partition: account.getOptionalString('partition'),
          roleName: account.getOptionalString('roleName'),
        }),
      ),
      partition:
        root.getOptionalString('aws.accountDefaults.partition') ?? 'aws',
    },
    kubernetes: readReach(section?.getOptionalConfig('kubernetes')),
    links: readLinkTemplates(section?.getOptionalConfig('links')),
    defaultOwner: section?.getOptionalString('defaultOwner') ?? 'unknown',
  };
}

/** @throws InputError when the organization or its token is not configured */
export function organizationConfig(
  config: HumanitecEksConfig,
  id: string,
): OrganizationConfig {
  const organization = config.organizations.find(other => other.id === id);
  if (!organization) {
    const known = config.organizations.map(other => other.id).join(', ');
    throw new InputError(
      `organization: Backstage has no token for the Humanitec organization ${id}. Add it to humanitecEks.organizations in app-config (configured: ${
        known || 'none'
      }).`,
    );
  }
  const { token } = organization;
  if (!token) {
    throw new InputError(
      `organization: the Humanitec organization ${id} has no token. Set humanitecEks.organizations[].token in app-config, or the environment variable that it names.`,
    );
  }
  return { ...organization, token };
}

/** `aws`, `aws-cn`, `aws-us-gov` … */
export function partitionOf(
  { aws }: HumanitecEksConfig,
  awsAccountId: string,
): string {
  const account = aws.accounts.find(({ id }) => id === awsAccountId);
  return account?.partition ?? aws.partition;
}

/** The role that Backstage assumes in an account, with its path; undefined where it signs in otherwise. */
export function assumedRoleArn(
  config: HumanitecEksConfig,
  awsAccountId: string,
): string | undefined {
  const account = config.aws.accounts.find(({ id }) => id === awsAccountId);
  return (
    account?.roleName &&
    `arn:${account.partition ?? 'aws'}:iam::${awsAccountId}:role/${
      account.roleName
    }`
  );
}
