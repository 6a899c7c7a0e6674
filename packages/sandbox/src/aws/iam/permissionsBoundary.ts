import { z } from 'zod';
import { World } from '../../world';
import { AwsError } from '../errors';
import { queryOperation } from '../query';
import { noSuchEntity } from './errors';
import { findPolicy } from './findPolicy';
import { findRole } from './findRole';
import { arn, roleName } from './names';

export const operations = {
  PutRolePermissionsBoundary: queryOperation({
    write: true,
    input: z.object({ RoleName: roleName, PermissionsBoundary: arn }),
    run: (call, { RoleName, PermissionsBoundary }) => {
      const role = findRole(call, RoleName);
      checkBoundary(call.world, call.caller.accountId, PermissionsBoundary);
      role.permissionsBoundary = PermissionsBoundary;
    },
  }),

  DeleteRolePermissionsBoundary: queryOperation({
    write: true,
    input: z.object({ RoleName: roleName }),
    run: (call, { RoleName }) => {
      const role = findRole(call, RoleName);
      if (!role.permissionsBoundary) {
        throw noSuchEntity(
          `Role ${RoleName} does not have permission boundary`,
        );
      }
      role.permissionsBoundary = undefined;
    },
  }),
};

/** A boundary is a managed policy that exists. */
export function checkBoundary(world: World, accountId: string, policy: string) {
  try {
    findPolicy(world, accountId, policy);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw noSuchEntity(
      `Scope ARN: ${policy} does not exist or is not attachable.`,
    );
  }
}
