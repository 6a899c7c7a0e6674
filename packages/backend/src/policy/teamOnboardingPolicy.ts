/** Lets teams onboard clusters into their own AWS accounts, for their own environment types. */
import type { BackstageUserInfo } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  PermissionCondition,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  createScaffolderActionConditionalDecision,
  createScaffolderTaskConditionalDecision,
  scaffolderActionConditions,
  scaffolderTaskConditions,
} from '@backstage/plugin-scaffolder-backend/alpha';
import {
  RESOURCE_TYPE_SCAFFOLDER_ACTION,
  RESOURCE_TYPE_SCAFFOLDER_TASK,
} from '@backstage/plugin-scaffolder-common/alpha';
import {
  createHumanitecEksTargetConditionalDecision,
  humanitecEksTargetConditions,
} from 'backstage-plugin-humanitec-eks-backend';
import {
  humanitecEksBindingReadPermission,
  humanitecEksTargetUsePermission,
  RESOURCE_TYPE_HUMANITEC_EKS_TARGET,
} from 'backstage-plugin-humanitec-eks-common';

/** What the members of a group may onboard: clusters in these accounts, where deployments of these environment types land. */
export interface Grant {
  /** Such as group:default/shop-team. */
  group: string;
  organization: string;
  awsAccountIds: string[];
  envTypes: string[];
}

export class TeamOnboardingPolicy implements PermissionPolicy {
  private readonly admins: string;
  private readonly grants: Grant[];

  /** @param options - `admins` is the group that may do everything */
  constructor(options: { admins: string; grants: Grant[] }) {
    this.admins = options.admins;
    this.grants = options.grants;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) return { result: AuthorizeResult.DENY };
    if (isMember(user.info, this.admins)) {
      return { result: AuthorizeResult.ALLOW };
    }
    const grants = this.grants.filter(({ group }) =>
      isMember(user.info, group),
    );

    // Asked once a task; the scaffolder then holds the input of each step against it.
    if (isResourcePermission(permission, RESOURCE_TYPE_SCAFFOLDER_ACTION)) {
      return createScaffolderActionConditionalDecision(
        permission,
        anyOf([{ not: isOnACluster }, ...grants.map(withinGrant)]),
      );
    }
    // Tasks hold what was asked for and what happened: everybody's own only.
    if (isResourcePermission(permission, RESOURCE_TYPE_SCAFFOLDER_TASK)) {
      return createScaffolderTaskConditionalDecision(
        permission,
        scaffolderTaskConditions.isTaskOwner({
          createdBy: [user.info.userEntityRef],
        }),
      );
    }
    // What the fields of the forms offer.
    if (isPermission(permission, humanitecEksTargetUsePermission)) {
      return createHumanitecEksTargetConditionalDecision(
        permission,
        targetsOf(grants),
      );
    }
    if (isPermission(permission, humanitecEksBindingReadPermission)) {
      return allowIf(grants.length > 0);
    }

    // Your own rules for everything else stand here.
    return { result: AuthorizeResult.ALLOW };
  }
}

type ActionCriteria = PermissionCriteria<
  PermissionCondition<typeof RESOURCE_TYPE_SCAFFOLDER_ACTION>
>;

const {
  hasActionId,
  hasBooleanProperty,
  hasNumberProperty,
  hasStringProperty,
} = scaffolderActionConditions;

/** Every action of humanitec-eks needs an account, so that those of later versions are covered too. */
const isOnACluster = hasStringProperty({ key: 'awsAccountId' });

/** Without a rule who lands there stays as it is. */
const landsNobody: ActionCriteria = {
  not: anyOf([
    hasStringProperty({ key: 'envType' }),
    hasStringProperty({ key: 'appId' }),
  ]),
};

/** Further rules are a list, which conditions cannot look into. Forms send an empty one. */
const hasNoFurtherRules = anyOf([
  { not: hasNumberProperty({ key: 'criteria.length' }) },
  hasNumberProperty({ key: 'criteria.length', value: 0 }),
]);

function withinGrant(grant: Grant): ActionCriteria {
  return {
    allOf: [
      hasStringProperty({ key: 'organization', value: grant.organization }),
      isOneOf('awsAccountId', grant.awsAccountIds),
      anyOf([isOneOf('envType', grant.envTypes), landsNobody]),
      hasNoFurtherRules,
      { not: hasBooleanProperty({ key: 'adopt', value: true }) },
      { not: hasBooleanProperty({ key: 'force', value: true }) },
    ],
  };
}

function targetsOf(
  grants: Grant[],
): PermissionCriteria<
  PermissionCondition<typeof RESOURCE_TYPE_HUMANITEC_EKS_TARGET>
> {
  const { isAwsAccount, isOrganization } = humanitecEksTargetConditions;
  return {
    anyOf: [
      isOrganization({
        organizations: grants.map(({ organization }) => organization),
      }),
      isAwsAccount({
        awsAccountIds: grants.flatMap(({ awsAccountIds }) => awsAccountIds),
      }),
    ],
  };
}

function isOneOf(key: string, values: string[]): ActionCriteria {
  return anyOf(values.map(value => hasStringProperty({ key, value })));
}

/** Criteria may not be empty: the first holds for no action. */
function anyOf(criteria: ActionCriteria[]): ActionCriteria {
  return { anyOf: [hasActionId({ actionId: '' }), ...criteria] };
}

function isMember({ ownershipEntityRefs }: BackstageUserInfo, group: string) {
  return ownershipEntityRefs.includes(group);
}

function allowIf(allowed: boolean): PolicyDecision {
  return { result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
}
