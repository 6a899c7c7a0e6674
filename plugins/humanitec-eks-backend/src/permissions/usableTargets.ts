import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import { humanitecEksTargetUsePermission } from 'backstage-plugin-humanitec-eks-common';
import type { HumanitecEksService } from 'backstage-plugin-humanitec-eks-node';
import { Target, targetResourceRef } from './targetRules';

/** What somebody may use of what is configured. */
export interface UsableTargets {
  allows(target: Target): boolean;
  /**
   * @throws NotFoundError, in the same words for what is not allowed and for
   *   what is not there: nobody learns what others may use
   */
  require(wanted: {
    organization?: string;
    awsAccountId?: string;
  }): Promise<void>;
}

/** Decides anew for every request, in this process: a decision is never kept. */
export function targetPermissions(deps: {
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  service: HumanitecEksService;
}): (credentials: BackstageCredentials) => Promise<UsableTargets> {
  const { permissions, permissionsRegistry, service } = deps;
  const isAuthorized = createConditionAuthorizer(
    permissionsRegistry.getPermissionRuleset(targetResourceRef),
  );
  return async credentials => {
    const [decision] = await permissions.authorizeConditional(
      [{ permission: humanitecEksTargetUsePermission }],
      { credentials },
    );
    const allows = (target: Target) => isAuthorized(decision, target);
    return {
      allows,
      async require({ organization, awsAccountId }) {
        const mayUse =
          !organization || allows({ kind: 'organization', id: organization });
        if (!mayUse || !hasOrganization(service, organization)) {
          throw new NotFoundError(
            `organization: there is no Humanitec organization ${organization} that you may use. Ask for the permission, or for an entry under humanitecEks.organizations in app-config.`,
          );
        }
        if (!awsAccountId) return;
        const mayUseIt = allows({ kind: 'awsAccount', id: awsAccountId });
        if (!mayUseIt || !(await service.hasAwsAccount(awsAccountId))) {
          throw new NotFoundError(
            `awsAccountId: there is no AWS account ${awsAccountId} that you may use. Ask for the permission, or for an entry under aws.accounts in app-config.`,
          );
        }
      },
    };
  };
}

function hasOrganization(
  { config }: HumanitecEksService,
  organization: string | undefined,
): boolean {
  return (
    organization === undefined ||
    config.organizations.some(({ id }) => id === organization)
  );
}
