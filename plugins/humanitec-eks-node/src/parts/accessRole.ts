import { randomUUID } from 'node:crypto';
import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import { roleArn, regionFacts } from '../aws/awsAccount';
import {
  applyPolicy,
  findPolicy,
  FoundPolicy,
  planPolicy,
  removePolicy,
  WantedPolicy,
} from '../aws/customerManagedPolicy';
import {
  applyRole,
  findRole,
  FoundRole,
  planRole,
  removeRole,
  WantedRole,
} from '../aws/iamRole';
import type { PolicyDocument } from '../aws/policyDocument';
import type { Part } from './part';

/** The IAM user that Humanitec assumes roles with (Humanitec docs, cloud accounts, AWS). */
export const HUMANITEC_PRINCIPAL = 'arn:aws:iam::767398028804:user/humanitec';

/** Stands for the external ID in rendered files: a random UUID that only the role keeps. */
export const EXTERNAL_ID_PLACEHOLDER = '<external-id>';

export interface AccessRoleState {
  role?: FoundRole;
  policy?: FoundPolicy;
  /** From the trust policy; treated as a secret. */
  externalId?: string;
}

/** IAM role that Humanitec may assume, with an external ID and a policy that lets it find the cluster. */
export const accessRole: Part<AccessRoleState> = {
  id: 'accessRole',

  render: spec => [
    {
      path: 'trust-policy.json',
      content: json(trustPolicy(EXTERNAL_ID_PLACEHOLDER)),
    },
    { path: 'access-policy.json', content: json(accessPolicy(spec)) },
  ],

  async observe(spec, { aws }) {
    const role = await findRole(aws, spec.names.accessRole);
    const policy = await findPolicy(aws, wantedPolicy(spec).arn);
    if (!role && !policy) return undefined;
    return { role, policy, externalId: role && externalIdOf(role.trust) };
  },

  plan: (spec, observed) => [
    ...planPolicy(spec, wantedPolicy(spec), observed?.policy),
    ...planRole(
      spec,
      wantedRole(spec, observed?.externalId ?? EXTERNAL_ID_PLACEHOLDER),
      observed?.role,
      { reusable: false },
    ),
  ],

  async apply(spec, observed, systems) {
    await applyPolicy(spec, wantedPolicy(spec), observed?.policy, systems);
    // Once made, the external ID stays: the cloud account holds the same.
    const externalId = observed?.externalId ?? randomUUID();
    const wanted = wantedRole(spec, externalId);
    await applyRole(spec, wanted, observed?.role, systems);
    const state = await accessRole.observe(spec, systems);
    if (!state)
      throw new Error('IAM does not show the role that was just made');
    return state;
  },

  async remove(spec, observed, systems) {
    await removeRole(spec, observed.role, systems);
    await removePolicy(spec, observed.policy, systems);
  },

  facts: ({ role }) => (role ? [{ label: 'Role', value: role.arn }] : []),
};

/** The access role's ARN, whether it exists or not. */
export function accessRoleArn(spec: BindingSpec): string {
  return roleArn(spec, spec.aws.iamPath ?? '/', spec.names.accessRole);
}

function wantedRole(spec: BindingSpec, externalId: string): WantedRole {
  return {
    name: spec.names.accessRole,
    path: spec.aws.iamPath ?? '/',
    description: `Humanitec reaches EKS cluster ${spec.clusterName} with this role`,
    trust: trustPolicy(externalId),
    attachedPolicyArns: [wantedPolicy(spec).arn],
    permissionsBoundary: spec.aws.permissionsBoundary,
  };
}

function wantedPolicy(spec: BindingSpec): WantedPolicy {
  const path = spec.aws.iamPath ?? '/';
  const { partition } = regionFacts(spec.region);
  const name = spec.names.accessPolicy;
  return {
    arn: `arn:${partition}:iam::${spec.awsAccountId}:policy${path}${name}`,
    name,
    path,
    description: `Lets Humanitec find EKS cluster ${spec.clusterName}`,
    document: accessPolicy(spec),
  };
}

function trustPolicy(externalId: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: HUMANITEC_PRINCIPAL },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': externalId } },
      },
    ],
  };
}

/** ListClusters has no resource type (Service Authorization Reference, EKS), so it stands alone. */
function accessPolicy(spec: BindingSpec): PolicyDocument {
  const { partition } = regionFacts(spec.region);
  const { region, awsAccountId, clusterName } = spec;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ReadCluster',
        Effect: 'Allow',
        Action: [
          'eks:AccessKubernetesApi',
          'eks:DescribeCluster',
          'eks:DescribeNodegroup',
          'eks:ListNodegroups',
        ],
        Resource: `arn:${partition}:eks:${region}:${awsAccountId}:cluster/${clusterName}`,
      },
      {
        Sid: 'ListClusters',
        Effect: 'Allow',
        Action: 'eks:ListClusters',
        Resource: '*',
      },
    ],
  };
}

function externalIdOf(trust: PolicyDocument['Statement']): string | undefined {
  for (const { Condition: condition } of trust) {
    const id = condition?.StringEquals?.['sts:ExternalId'];
    if (id) return [id].flat()[0];
  }
  return undefined;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
