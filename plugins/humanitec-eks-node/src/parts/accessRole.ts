import { randomUUID } from 'node:crypto';
import {
  BindingSpec,
  Change,
  factsOf,
} from 'backstage-plugin-humanitec-eks-common';
import { applyRole, removeRole } from '../aws/applyRole';
import { AwsAccount, roleArn, regionFacts } from '../aws/awsAccount';
import {
  applyPolicy,
  findPolicy,
  FoundPolicy,
  planPolicy,
  removePolicy,
  WantedPolicy,
} from '../aws/customerManagedPolicy';
import { findRole, FoundRole, WantedRole } from '../aws/iamRole';
import {
  applyOidcProvider,
  findOidcProvider,
  FoundOidcProvider,
  planOidcProvider,
} from '../aws/oidcProvider';
import { planRole } from '../aws/planRole';
import type { PolicyDocument } from '../aws/policyDocument';
import { ourTags, tagList } from '../aws/tags';
import { accessRoleStack } from '../cloudFormation/accessRoleStack';
import { renderStack } from '../cloudFormation/stack';
import { holdSecret } from '../heldSecrets';
import {
  AccessRoleTrust,
  humanitecProvider,
  readTrust,
  trustPolicy,
  trustProblem,
  wantedTrust,
} from './accessRoleTrust';
import type { Part } from './part';

/** Stands for the external ID in rendered files: a random UUID that only the role keeps. */
export const EXTERNAL_ID_PLACEHOLDER = '<external-id>';

export interface AccessRoleState {
  role?: FoundRole;
  policy?: FoundPolicy;
  /** The account's identity provider for Humanitec; read only where it is asked for. */
  provider?: FoundOidcProvider;
  /** How the role lets Humanitec in. */
  trust?: AccessRoleTrust;
  /** From the trust policy; treated as a secret. */
  externalId?: string;
}

/**
 * IAM role that Humanitec may assume, with a policy that lets it find the
 * cluster. Its trust is in Humanitec's IAM user with an external ID, or, with
 * account type aws-identity, in Humanitec's OIDC tokens.
 */
export const accessRole: Part<AccessRoleState> = {
  id: 'accessRole',

  render(spec) {
    const trust = wantedTrust(spec, undefined);
    const proof =
      trust.accountType === 'aws-identity'
        ? { provider: humanitecProvider(spec, trust.audience) }
        : { placeholder: EXTERNAL_ID_PLACEHOLDER };
    return [
      renderStack(
        'aws/access-role.yaml',
        accessRoleStack(
          spec,
          wantedRole(spec, trust),
          wantedPolicy(spec),
          proof,
        ),
      ),
      {
        path: 'aws/access-policy-tags.json',
        content: `${JSON.stringify(tagList(ourTags(spec)), null, 2)}\n`,
      },
    ];
  },

  async observe(spec, { aws }) {
    const [role, policy] = await Promise.all([
      findRole(aws, spec.names.accessRole),
      findPolicy(aws, wantedPolicy(spec).arn),
    ]);
    const trust = role && readTrust(role.trust);
    const provider = await findProvider(spec, wantedTrust(spec, trust), aws);
    if (!role && !policy && !provider) return undefined;
    return {
      role,
      policy,
      provider,
      trust,
      ...(trust?.accountType === 'aws-role' && {
        externalId: trust.externalId,
      }),
    };
  },

  plan(spec, observed) {
    const trust = wantedTrust(spec, observed?.trust);
    const role = wantedRole(spec, trust);
    const problem = trustProblem(spec, role.trust);
    if (problem) {
      return [
        {
          action: 'refuse',
          kind: 'iam role',
          name: role.name,
          reason: problem,
        },
      ];
    }
    return changes(spec, trust, observed);
  },

  things: (spec, observed) =>
    changes(spec, wantedTrust(spec, observed?.trust), undefined),

  borrowed(spec, { provider, trust: found }) {
    const trust = wantedTrust(spec, found);
    if (!provider || trust.accountType !== 'aws-identity') return [];
    return [
      {
        kind: 'iam oidc provider',
        name: humanitecProvider(spec, trust.audience).url,
        why: 'other roles of the AWS account may trust it',
      },
    ];
  },

  async apply(spec, observed, systems) {
    const trust = wantedTrust(spec, observed?.trust);
    if (trust.accountType === 'aws-identity') {
      const wanted = humanitecProvider(spec, trust.audience);
      await applyOidcProvider(wanted, observed?.provider, systems);
    }
    await applyPolicy(spec, wantedPolicy(spec), observed?.policy, systems);
    const wanted = wantedRole(spec, withExternalId(trust));
    await applyRole(spec, wanted, observed?.role, 'own', systems);
    const state = await accessRole.observe(spec, systems);
    if (!state)
      throw new Error('IAM does not show the role that was just made');
    return state;
  },

  /** Not the identity provider: other roles of the account may trust it. */
  async remove(spec, observed, systems) {
    await removeRole(spec, observed.role, systems);
    await removePolicy(spec, observed.policy, systems);
  },

  facts: ({ role, trust }) =>
    role ? factsOf({ role: role.arn, trust: trust?.accountType }) : [],
};

function changes(
  spec: BindingSpec,
  trust: AccessRoleTrust,
  observed: AccessRoleState | undefined,
): Change[] {
  return [
    ...(trust.accountType === 'aws-identity'
      ? planOidcProvider(
          humanitecProvider(spec, trust.audience),
          observed?.provider,
        )
      : []),
    ...planPolicy(spec, wantedPolicy(spec), observed?.policy),
    ...planRole(spec, wantedRole(spec, trust), observed?.role, 'own'),
  ];
}

async function findProvider(
  spec: BindingSpec,
  trust: AccessRoleTrust,
  aws: AwsAccount,
): Promise<FoundOidcProvider | undefined> {
  if (trust.accountType !== 'aws-identity') return undefined;
  return findOidcProvider(aws, humanitecProvider(spec, trust.audience).arn);
}

/** The access role's ARN, whether it exists or not. */
export function accessRoleArn(spec: BindingSpec): string {
  return roleArn(spec, spec.aws.iamPath ?? '/', spec.names.accessRole);
}

/** The ARN of its policy, whether it exists or not. */
export function accessPolicyArn({ aws, names, ...spec }: BindingSpec): string {
  const { partition } = regionFacts(spec.region);
  return `arn:${partition}:iam::${spec.awsAccountId}:policy${
    aws.iamPath ?? '/'
  }${names.accessPolicy}`;
}

/** Once made, the external ID stays: the cloud account holds the same. */
function withExternalId(trust: AccessRoleTrust): AccessRoleTrust {
  if (trust.accountType !== 'aws-role') return trust;
  const { externalId = randomUUID() } = trust;
  holdSecret(externalId);
  return { ...trust, externalId };
}

function wantedRole(spec: BindingSpec, trust: AccessRoleTrust): WantedRole {
  return {
    name: spec.names.accessRole,
    path: spec.aws.iamPath ?? '/',
    description: `Humanitec reaches EKS cluster ${spec.clusterName} with this role`,
    trust: trustPolicy(spec, trust, EXTERNAL_ID_PLACEHOLDER),
    attachedPolicies: [{ arn: wantedPolicy(spec).arn }],
    permissionsBoundary: spec.aws.permissionsBoundary,
  };
}

function wantedPolicy(spec: BindingSpec): WantedPolicy {
  return {
    arn: accessPolicyArn(spec),
    name: spec.names.accessPolicy,
    path: spec.aws.iamPath ?? '/',
    description: `Lets Humanitec find EKS cluster ${spec.clusterName}`,
    document: accessPolicy(spec),
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
