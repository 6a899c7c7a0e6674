import { z } from 'zod';
import { queryOperation } from '../query';
import { fixedQuotas } from './quotas';

export const operations = {
  /** What the account has, and how much of it it may have. */
  GetAccountSummary: queryOperation({
    write: false,
    input: z.object({}),
    run: ({ world, caller }) => {
      const account = world.aws.account(caller.accountId);
      const policies = [...account.policies.values()];
      const versions = policies.flatMap(policy => policy.versions);
      return {
        SummaryMap: new Map(
          Object.entries({
            Users: account.users.size,
            Roles: account.roles.size,
            RolesQuota: account.quotas.roles,
            Policies: policies.length,
            PoliciesQuota: account.quotas.policies,
            PolicyVersionsInUse: versions.length,
            Providers: account.oidcProviders.size,
            AttachedPoliciesPerRoleQuota: fixedQuotas.policiesPerRole,
            VersionsPerPolicyQuota: fixedQuotas.versionsPerPolicy,
            PolicySizeQuota: fixedQuotas.policySize,
            RolePolicySizeQuota: fixedQuotas.inlinePolicySize,
            AssumeRolePolicySizeQuota: fixedQuotas.trustPolicySize,
            AccountMFAEnabled: 1,
            GlobalEndpointTokenVersion: 1,
          }),
        ),
      };
    },
  }),
};
