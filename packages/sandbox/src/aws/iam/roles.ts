import { z } from 'zod';
import { iamArn } from '../arn';
import { uniqueId } from '../ids';
import { QueryCall, queryOperation } from '../query';
import { Role } from '../state';
import {
  deleteConflict,
  entityAlreadyExists,
  limitExceeded,
  validationError,
} from './errors';
import { findRole } from './findRole';
import {
  arn,
  description,
  document,
  iamPage,
  paging,
  path,
  pathPrefix,
  roleName,
} from './names';
import { checkBoundary } from './permissionsBoundary';
import { checkTrustPolicy, shownTrustPolicy, trustedIds } from './roleTrust';
import { addTags, tagList, tagMembers } from './tags';

const maxSessionDuration = z.coerce.number().int().min(3600).max(43200);

const createInput = z.object({
  Path: path,
  RoleName: roleName,
  AssumeRolePolicyDocument: document,
  Description: description,
  MaxSessionDuration: maxSessionDuration.default(3600),
  PermissionsBoundary: arn.optional(),
  Tags: tagList,
});

export const operations = {
  CreateRole: queryOperation({
    write: true,
    input: createInput,
    run: (call, request) => {
      const role = createRole(call, request);
      return { Role: { ...summary(role), ...tagged(role) } };
    },
  }),

  GetRole: queryOperation({
    write: false,
    input: z.object({ RoleName: roleName }),
    run: (call, { RoleName }) => {
      const role = findRole(call, RoleName);
      return {
        Role: {
          ...summary(role, call),
          ...boundary(role),
          ...tagged(role),
          RoleLastUsed: {},
        },
      };
    },
  }),

  ListRoles: queryOperation({
    write: false,
    input: z.object({ ...paging, PathPrefix: pathPrefix }),
    run: (call, request) => {
      const { world, caller } = call;
      const roles = [...world.aws.account(caller.accountId).roles.values()]
        .filter(role => role.path.startsWith(request.PathPrefix))
        .sort((a, b) => a.roleName.localeCompare(b.roleName));
      const { members, paging: rest } = iamPage(roles, request);
      return { Roles: members.map(role => summary(role, call)), ...rest };
    },
  }),

  UpdateRole: queryOperation({
    write: true,
    input: z.object({
      RoleName: roleName,
      Description: description,
      MaxSessionDuration: maxSessionDuration.optional(),
    }),
    run: (call, request) => {
      const role = findRole(call, request.RoleName);
      role.description = request.Description ?? role.description;
      role.maxSessionDuration =
        request.MaxSessionDuration ?? role.maxSessionDuration;
      return {};
    },
  }),

  DeleteRole: queryOperation({
    write: true,
    input: z.object({ RoleName: roleName }),
    run: (call, { RoleName }) => {
      const role = findRole(call, RoleName);
      if (role.attachedPolicies.size > 0) {
        throw deleteConflict(
          'Cannot delete entity, must detach all policies first.',
        );
      }
      if (role.inlinePolicies.size > 0) {
        throw deleteConflict(
          'Cannot delete entity, must delete policies first.',
        );
      }
      call.world.aws
        .account(call.caller.accountId)
        .roles.delete(RoleName.toLowerCase());
    },
  }),

  // Auto Mode needs no instance profile of the customer's: there never is one.
  ListInstanceProfilesForRole: queryOperation({
    write: false,
    input: z.object({ ...paging, RoleName: roleName }),
    run: (call, { RoleName }) => {
      findRole(call, RoleName);
      return { InstanceProfiles: [], IsTruncated: false };
    },
  }),
};

function createRole(
  { world, caller }: QueryCall,
  request: z.output<typeof createInput>,
): Role {
  const { roles, quotas } = world.aws.account(caller.accountId);
  const key = request.RoleName.toLowerCase();
  if (roles.has(key)) {
    throw entityAlreadyExists(
      `Role with name ${request.RoleName} already exists.`,
    );
  }
  if (key.startsWith('awsservicerolefor')) {
    throw validationError(
      'AWSServiceRoleFor is a reserved prefix for service-linked roles.',
    );
  }
  if (roles.size >= quotas.roles) {
    throw limitExceeded(
      `Cannot exceed quota for RolesPerAccount: ${quotas.roles}`,
    );
  }
  checkTrustPolicy(world, request.AssumeRolePolicyDocument);
  if (request.PermissionsBoundary) {
    checkBoundary(world, caller.accountId, request.PermissionsBoundary);
  }
  const tags = new Map<string, string>();
  addTags(tags, request.Tags);
  const now = world.clock.now();
  const role: Role = {
    arn: iamArn(caller.accountId, 'role', request.Path, request.RoleName),
    roleName: request.RoleName,
    roleId: uniqueId('AROA'),
    accountId: caller.accountId,
    path: request.Path,
    description: request.Description,
    maxSessionDuration: request.MaxSessionDuration,
    permissionsBoundary: request.PermissionsBoundary,
    tags,
    assumeRolePolicyDocument: request.AssumeRolePolicyDocument,
    trustedIds: trustedIds(world, request.AssumeRolePolicyDocument),
    attachedPolicies: new Map(),
    inlinePolicies: new Map(),
    createdAt: now,
    changedAt: now,
  };
  roles.set(key, role);
  return role;
}

function summary(role: Role, call?: QueryCall) {
  const trustPolicy = call
    ? shownTrustPolicy(call.world, role)
    : role.assumeRolePolicyDocument;
  return {
    Path: role.path,
    RoleName: role.roleName,
    RoleId: role.roleId,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodeURIComponent(trustPolicy),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDuration,
  };
}

function tagged(role: Role) {
  return role.tags.size > 0 ? { Tags: tagMembers(role.tags) } : {};
}

function boundary({ permissionsBoundary }: Role) {
  if (!permissionsBoundary) return {};
  return {
    PermissionsBoundary: {
      PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
      PermissionsBoundaryArn: permissionsBoundary,
    },
  };
}
