// Customer managed policies.
import { z } from 'zod';
import { World } from '../../world';
import { iamArn } from '../arn';
import { uniqueId } from '../ids';
import { QueryCall, queryOperation } from '../query';
import { Policy } from '../state';
import { deleteConflict, entityAlreadyExists, limitExceeded } from './errors';
import { findCustomerPolicy, findPolicy } from './findPolicy';
import { ManagedPolicy, managedPolicies } from './managedPolicies';
import {
  arn,
  description,
  document,
  iamPage,
  paging,
  path,
  pathPrefix,
  policyName,
  strings,
} from './names';
import { addTags, tagList, tagMembers } from './tags';
import { checkPolicyDocument } from './policyVersions';

const createInput = z.object({
  PolicyName: policyName,
  Path: path,
  PolicyDocument: document,
  Description: description,
  Tags: tagList,
});

export const operations = {
  CreatePolicy: queryOperation({
    write: true,
    input: createInput,
    run: (call, request) => ({
      Policy: members(call, createPolicy(call, request)),
    }),
  }),

  GetPolicy: queryOperation({
    write: false,
    input: z.object({ PolicyArn: arn }),
    run: (call, { PolicyArn }) => {
      const policy = findPolicy(call.world, call.caller.accountId, PolicyArn);
      return {
        Policy: {
          ...members(call, policy),
          ...('tags' in policy && { Tags: tagMembers(policy.tags) }),
        },
      };
    },
  }),

  ListPolicies: queryOperation({
    write: false,
    input: z.object({
      ...paging,
      Scope: z.enum(['All', 'AWS', 'Local']).default('All'),
      OnlyAttached: z.stringbool().default(false),
      PathPrefix: pathPrefix,
    }),
    run: (call, request) => {
      const { world, caller } = call;
      const own = [...world.aws.account(caller.accountId).policies.values()];
      const found = [
        ...(request.Scope === 'AWS' ? [] : own),
        ...(request.Scope === 'Local' ? [] : managedPolicies.values()),
      ].filter(
        policy =>
          pathOf(policy).startsWith(request.PathPrefix) &&
          (!request.OnlyAttached ||
            attachments(world, caller.accountId, policy.arn) > 0),
      );
      const { members: shown, paging: rest } = iamPage(found, request);
      return { Policies: shown.map(one => members(call, one)), ...rest };
    },
  }),

  DeletePolicy: queryOperation({
    write: true,
    input: z.object({ PolicyArn: arn }),
    run: ({ world, caller }, { PolicyArn }) => {
      const { accountId } = caller;
      const policy = findCustomerPolicy(world, accountId, PolicyArn);
      if (attachments(world, accountId, PolicyArn) > 0) {
        throw deleteConflict('Cannot delete a policy attached to entities.');
      }
      if (policy.versions.length > 1) {
        throw deleteConflict(
          "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
        );
      }
      world.aws
        .account(accountId)
        .policies.delete(policy.policyName.toLowerCase());
    },
  }),

  TagPolicy: queryOperation({
    write: true,
    input: z.object({ PolicyArn: arn, Tags: tagList }),
    run: ({ world, caller }, { PolicyArn, Tags }) => {
      addTags(
        findCustomerPolicy(world, caller.accountId, PolicyArn).tags,
        Tags,
      );
    },
  }),

  UntagPolicy: queryOperation({
    write: true,
    input: z.object({ PolicyArn: arn, TagKeys: strings }),
    run: ({ world, caller }, { PolicyArn, TagKeys }) => {
      const { tags } = findCustomerPolicy(world, caller.accountId, PolicyArn);
      for (const key of TagKeys) tags.delete(key);
    },
  }),

  ListPolicyTags: queryOperation({
    write: false,
    input: z.object({ ...paging, PolicyArn: arn }),
    run: ({ world, caller }, request) => {
      const { tags } = findCustomerPolicy(
        world,
        caller.accountId,
        request.PolicyArn,
      );
      const shown = iamPage(tagMembers(tags), request);
      return { Tags: shown.members, ...shown.paging };
    },
  }),
};

function createPolicy(
  { world, caller }: QueryCall,
  request: z.output<typeof createInput>,
): Policy {
  const { policies, quotas } = world.aws.account(caller.accountId);
  const key = request.PolicyName.toLowerCase();
  if (policies.has(key)) {
    throw entityAlreadyExists(
      `A policy called ${request.PolicyName} already exists. Duplicate names are not allowed.`,
    );
  }
  if (policies.size >= quotas.policies) {
    throw limitExceeded(
      `Cannot exceed quota for PoliciesPerAccount: ${quotas.policies}`,
    );
  }
  checkPolicyDocument(request.PolicyDocument);
  const tags = new Map<string, string>();
  addTags(tags, request.Tags);
  const now = world.clock.now();
  const policy: Policy = {
    arn: iamArn(caller.accountId, 'policy', request.Path, request.PolicyName),
    policyName: request.PolicyName,
    policyId: uniqueId('ANPA'),
    path: request.Path,
    description: request.Description,
    tags,
    versions: [
      { versionId: 'v1', document: request.PolicyDocument, createdAt: now },
    ],
    nextVersion: 2,
    defaultVersionId: 'v1',
    createdAt: now,
    updatedAt: now,
  };
  policies.set(key, policy);
  return policy;
}

/** How many roles of the account have the policy. */
function attachments(world: World, accountId: string, policyArn: string) {
  return [...world.aws.account(accountId).roles.values()].filter(role =>
    role.attachedPolicies.has(policyArn),
  ).length;
}

function boundaries(world: World, accountId: string, policyArn: string) {
  return [...world.aws.account(accountId).roles.values()].filter(
    role => role.permissionsBoundary === policyArn,
  ).length;
}

function pathOf(policy: Policy | ManagedPolicy) {
  return 'path' in policy ? policy.path : '/';
}

function members({ world, caller }: QueryCall, policy: Policy | ManagedPolicy) {
  const own = 'versions' in policy;
  return {
    PolicyName: policy.policyName,
    PolicyId: policy.policyId,
    Arn: policy.arn,
    Path: pathOf(policy),
    DefaultVersionId: own ? policy.defaultVersionId : 'v1',
    AttachmentCount: attachments(world, caller.accountId, policy.arn),
    PermissionsBoundaryUsageCount: boundaries(
      world,
      caller.accountId,
      policy.arn,
    ),
    IsAttachable: true,
    Description: own ? policy.description : undefined,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(own ? policy.updatedAt : policy.createdAt),
  };
}
