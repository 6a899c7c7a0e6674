// Policies that are part of a role.
import { z } from 'zod';
import { queryOperation } from '../query';
import { Role } from '../state';
import { limitExceeded, noSuchEntity } from './errors';
import { findRole } from './findRole';
import { document, iamPage, paging, policyName, roleName } from './names';
import { checkPermissionsPolicy } from './policyDocument';
import { fixedQuotas } from './quotas';

export const operations = {
  PutRolePolicy: queryOperation({
    write: true,
    input: z.object({
      RoleName: roleName,
      PolicyName: policyName,
      PolicyDocument: document,
    }),
    run: (call, { RoleName, PolicyName, PolicyDocument }) => {
      const role = findRole(call, RoleName);
      checkPermissionsPolicy(PolicyDocument);
      const all = new Map(role.inlinePolicies).set(PolicyName, PolicyDocument);
      if (
        [...all.values()].join('').replace(/\s/g, '').length >
        fixedQuotas.inlinePolicySize
      ) {
        throw limitExceeded(
          `Maximum policy size of ${fixedQuotas.inlinePolicySize} bytes exceeded for role ${RoleName}`,
        );
      }
      role.inlinePolicies = all;
    },
  }),

  GetRolePolicy: queryOperation({
    write: false,
    input: z.object({ RoleName: roleName, PolicyName: policyName }),
    run: (call, { RoleName, PolicyName }) => {
      const role = findRole(call, RoleName);
      return {
        RoleName: role.roleName,
        PolicyName,
        PolicyDocument: encodeURIComponent(inlinePolicy(role, PolicyName)),
      };
    },
  }),

  DeleteRolePolicy: queryOperation({
    write: true,
    input: z.object({ RoleName: roleName, PolicyName: policyName }),
    run: (call, { RoleName, PolicyName }) => {
      const role = findRole(call, RoleName);
      inlinePolicy(role, PolicyName);
      role.inlinePolicies.delete(PolicyName);
    },
  }),

  ListRolePolicies: queryOperation({
    write: false,
    input: z.object({ ...paging, RoleName: roleName }),
    run: (call, request) => {
      const names = [...findRole(call, request.RoleName).inlinePolicies.keys()];
      const { members, paging: rest } = iamPage(names, request);
      return { PolicyNames: members, ...rest };
    },
  }),
};

function inlinePolicy(role: Role, name: string): string {
  const found = role.inlinePolicies.get(name);
  if (found === undefined) {
    throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
  }
  return found;
}
