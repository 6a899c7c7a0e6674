import { z } from 'zod';
import { AwsError } from '../errors';
import { QueryCall, queryOperation } from '../query';
import { Policy, PolicyVersion } from '../state';
import { deleteConflict, limitExceeded, noSuchEntity } from './errors';
import { findCustomerPolicy } from './findPolicy';
import { managedPolicies } from './managedPolicies';
import { arn, document, iamPage, paging } from './names';
import { checkPermissionsPolicy } from './policyDocument';
import { fixedQuotas } from './quotas';

const versionId = z
  .string()
  .regex(
    /^v[1-9][0-9]*(\.[A-Za-z0-9-]*)?$/,
    'Member must satisfy regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?',
  );

export const operations = {
  CreatePolicyVersion: queryOperation({
    write: true,
    input: z.object({
      PolicyArn: arn,
      PolicyDocument: document,
      SetAsDefault: z.stringbool().default(false),
    }),
    run: (call, { PolicyArn, PolicyDocument, SetAsDefault }) => {
      const policy = find(call, PolicyArn);
      checkPolicyDocument(PolicyDocument);
      if (policy.versions.length >= fixedQuotas.versionsPerPolicy) {
        throw limitExceeded(
          `A managed policy can have up to ${fixedQuotas.versionsPerPolicy} versions. Before you create a new version, you must delete an existing version.`,
        );
      }
      const now = call.world.clock.now();
      const version = {
        versionId: `v${policy.nextVersion}`,
        document: PolicyDocument,
        createdAt: now,
      };
      policy.versions.push(version);
      policy.nextVersion += 1;
      policy.updatedAt = now;
      if (SetAsDefault) policy.defaultVersionId = version.versionId;
      return { PolicyVersion: summary(policy, version) };
    },
  }),

  GetPolicyVersion: queryOperation({
    write: false,
    input: z.object({ PolicyArn: arn, VersionId: versionId }),
    run: (call, { PolicyArn, VersionId }) => {
      const policy = find(call, PolicyArn);
      const version = findVersion(policy, VersionId);
      return {
        PolicyVersion: {
          ...summary(policy, version),
          Document: encodeURIComponent(version.document),
        },
      };
    },
  }),

  ListPolicyVersions: queryOperation({
    write: false,
    input: z.object({ ...paging, PolicyArn: arn }),
    run: (call, request) => {
      const policy = find(call, request.PolicyArn);
      const newestFirst = [...policy.versions].reverse();
      const { members, paging: rest } = iamPage(newestFirst, request);
      return { Versions: members.map(one => summary(policy, one)), ...rest };
    },
  }),

  SetDefaultPolicyVersion: queryOperation({
    write: true,
    input: z.object({ PolicyArn: arn, VersionId: versionId }),
    run: (call, { PolicyArn, VersionId }) => {
      const policy = find(call, PolicyArn);
      policy.defaultVersionId = findVersion(policy, VersionId).versionId;
      policy.updatedAt = call.world.clock.now();
    },
  }),

  DeletePolicyVersion: queryOperation({
    write: true,
    input: z.object({ PolicyArn: arn, VersionId: versionId }),
    run: (call, { PolicyArn, VersionId }) => {
      const policy = find(call, PolicyArn);
      const version = findVersion(policy, VersionId);
      if (version.versionId === policy.defaultVersionId) {
        throw deleteConflict('Cannot delete the default version of a policy.');
      }
      policy.versions = policy.versions.filter(one => one !== version);
    },
  }),
};

/** @throws AwsError when IAM would not store it as a managed policy */
export function checkPolicyDocument(json: string) {
  checkPermissionsPolicy(json);
  if (json.replace(/\s/g, '').length > fixedQuotas.policySize) {
    throw limitExceeded(
      `Cannot exceed quota for PolicySize: ${fixedQuotas.policySize}`,
    );
  }
}

function find({ world, caller }: QueryCall, policyArn: string): Policy {
  if (managedPolicies.has(policyArn)) {
    throw new AwsError(
      500,
      'ServiceFailure',
      'The sandbox does not hold the documents of AWS managed policies',
    );
  }
  return findCustomerPolicy(world, caller.accountId, policyArn);
}

function findVersion(policy: Policy, id: string): PolicyVersion {
  const version = policy.versions.find(one => one.versionId === id);
  if (!version) {
    throw noSuchEntity(
      `Policy ${policy.arn} version ${id} does not exist or is not attachable.`,
    );
  }
  return version;
}

function summary(policy: Policy, version: PolicyVersion) {
  return {
    VersionId: version.versionId,
    IsDefaultVersion: version.versionId === policy.defaultVersionId,
    CreateDate: new Date(version.createdAt),
  };
}
