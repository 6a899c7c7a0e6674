// Managed policies on a role.
import { z } from 'zod';
import { queryOperation } from '../query';
import { limitExceeded, noSuchEntity } from './errors';
import { findPolicy } from './findPolicy';
import { findRole } from './findRole';
import { arn, iamPage, paging, pathPrefix, roleName } from './names';
import { fixedQuotas } from './quotas';

export const operations = {
  AttachRolePolicy: queryOperation({
    write: true,
    input: z.object({ RoleName: roleName, PolicyArn: arn }),
    run: (call, { RoleName, PolicyArn }) => {
      const role = findRole(call, RoleName);
      findPolicy(call.world, call.caller.accountId, PolicyArn);
      if (role.attachedPolicies.has(PolicyArn)) return;
      if (role.attachedPolicies.size >= fixedQuotas.policiesPerRole) {
        throw limitExceeded(
          `Cannot exceed quota for PoliciesPerRole: ${fixedQuotas.policiesPerRole}`,
        );
      }
      role.attachedPolicies.set(PolicyArn, call.world.clock.now());
    },
  }),

  DetachRolePolicy: queryOperation({
    write: true,
    input: z.object({ RoleName: roleName, PolicyArn: arn }),
    run: (call, { RoleName, PolicyArn }) => {
      if (!findRole(call, RoleName).attachedPolicies.delete(PolicyArn)) {
        throw noSuchEntity(`Policy ${PolicyArn} was not found.`);
      }
    },
  }),

  ListAttachedRolePolicies: queryOperation({
    write: false,
    input: z.object({
      ...paging,
      RoleName: roleName,
      PathPrefix: pathPrefix,
    }),
    run: (call, request) => {
      const arns = [
        ...findRole(call, request.RoleName).attachedPolicies.keys(),
      ];
      const attached = arns
        .filter(one => pathOf(one).startsWith(request.PathPrefix))
        .map(PolicyArn => ({
          PolicyName: PolicyArn.split('/').at(-1),
          PolicyArn,
        }));
      const { members, paging: rest } = iamPage(attached, request);
      return { AttachedPolicies: members, ...rest };
    },
  }),
};

/** `arn:aws:iam::aws:policy/service-role/Name` → `/service-role/` */
function pathOf(policyArn: string) {
  return policyArn.slice(
    policyArn.indexOf('/'),
    policyArn.lastIndexOf('/') + 1,
  );
}
