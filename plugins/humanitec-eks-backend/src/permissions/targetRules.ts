import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_HUMANITEC_EKS_TARGET } from 'backstage-plugin-humanitec-eks-common';
import { z } from 'zod';

/** One Humanitec organization, or one AWS account. */
export interface Target {
  kind: 'organization' | 'awsAccount';
  id: string;
}

/** Targets of a kind; those with these IDs, where any are named. */
export interface TargetFilter {
  kind: Target['kind'];
  ids?: string[];
}

export const targetResourceRef = createPermissionResourceRef<
  Target,
  TargetFilter
>().with({
  pluginId: 'humanitec-eks',
  resourceType: RESOURCE_TYPE_HUMANITEC_EKS_TARGET,
});

const isOrganization = createPermissionRule({
  name: 'IS_ORGANIZATION',
  description:
    'Allow Humanitec organizations: these, or all when none is named',
  resourceRef: targetResourceRef,
  paramsSchema: z.object({
    organizations: z
      .array(z.string())
      .optional()
      .describe('IDs of Humanitec organizations'),
  }),
  apply: (target, { organizations }) =>
    matches(target, { kind: 'organization', ids: organizations }),
  toQuery: ({ organizations }) => ({
    kind: 'organization' as const,
    ids: organizations,
  }),
});

const isAwsAccount = createPermissionRule({
  name: 'IS_AWS_ACCOUNT',
  description: 'Allow AWS accounts: these, or all when none is named',
  resourceRef: targetResourceRef,
  paramsSchema: z.object({
    awsAccountIds: z
      .array(z.string())
      .optional()
      .describe('IDs of AWS accounts, 12 digits'),
  }),
  apply: (target, { awsAccountIds }) =>
    matches(target, { kind: 'awsAccount', ids: awsAccountIds }),
  toQuery: ({ awsAccountIds }) => ({
    kind: 'awsAccount' as const,
    ids: awsAccountIds,
  }),
});

function matches({ kind, id }: Target, filter: TargetFilter): boolean {
  return kind === filter.kind && (filter.ids?.includes(id) ?? true);
}

export const targetRules = { isOrganization, isAwsAccount };

const { conditions, createConditionalDecision } = createConditionExports({
  resourceRef: targetResourceRef,
  rules: targetRules,
});

/** Conditions for {@link createHumanitecEksTargetConditionalDecision}. */
export const humanitecEksTargetConditions = conditions;

/**
 * For the author of a permission policy: lets a user use some organizations and
 * AWS accounts. Both kinds are asked about, so `anyOf` an organization and an
 * account is what a policy usually says.
 */
export const createHumanitecEksTargetConditionalDecision =
  createConditionalDecision;
