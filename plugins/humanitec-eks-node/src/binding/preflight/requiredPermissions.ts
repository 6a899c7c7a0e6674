import {
  bindingMark,
  BindingSpec,
  MARK_KEY,
} from 'backstage-plugin-humanitec-eks-common';
import { regionFacts } from '../../aws/awsAccount';
import { adminPolicyArn } from '../../parts/clusterAdmin';

/** Actions that a run calls on these resources, as IAM is to be asked about them. */
export interface RequiredPermission {
  actions: string[];
  resources: string[];
  /** Condition keys that the request would carry. */
  context?: Record<string, string>;
}

/** Needed to take a binding away, not to make one. */
export const REMOVAL_ACTIONS = [
  'eks:DeleteCluster',
  'eks:DeletePodIdentityAssociation',
  'iam:DeletePolicy',
  'iam:DeleteRole',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:ListPolicies',
  'iam:ListRolePolicies',
  'iam:ListRoles',
];

/** Asked for by the preflight itself, which does without where they are missing. */
export const PREFLIGHT_ACTIONS = [
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcAttribute',
  'iam:GetAccountSummary',
  'iam:SimulatePrincipalPolicy',
];

/**
 * Everything that a run for this spec may call in AWS: the same list as
 * docs/reference/iam-policy.json, by resource (Service Authorization
 * Reference, EKS and IAM).
 *
 * @param principalArn - of Backstage's own role in the account
 */
export function requiredPermissions(
  spec: BindingSpec,
  principalArn: string,
): RequiredPermission[] {
  const { awsAccountId: account, region, clusterName, names } = spec;
  const { partition } = regionFacts(region);
  const path = spec.aws.iamPath ?? '/';
  const iam = (resource: string) =>
    `arn:${partition}:iam::${account}:${resource}`;
  const eks = (resource: string) =>
    `arn:${partition}:eks:${region}:${account}:${resource}`;
  const role = (name: string) => iam(`role${path}${name}`);
  const passRole = (arn: string, service: string): RequiredPermission => ({
    actions: ['iam:PassRole'],
    resources: [arn],
    context: { 'iam:PassedToService': service },
  });
  const { existing = false, enableAccessEntries = false } = spec.cluster;
  const untouched = existing
    ? [...MAKING, ...(enableAccessEntries ? [] : UPDATING)]
    : [];
  const called = (actions: string[]) =>
    actions.filter(action => !untouched.includes(action));
  const roles = existing
    ? [names.accessRole]
    : [names.clusterRole, names.nodeRole, names.accessRole];
  // IAM knows these by IDs that nobody has yet.
  const newId = 'a-00000000000000000';
  const ownRole = principalArn.slice(principalArn.lastIndexOf('/') + 1);
  const ours = { [`aws:ResourceTag/${MARK_KEY}`]: bindingMark(spec) };

  return [
    {
      actions: called(ACTIONS.anyCluster),
      resources: ['*'],
      context: {
        'eks:authenticationMode': 'API',
        'eks:endpointPrivateAccess': 'true',
        'eks:endpointPublicAccess': 'false',
        [`aws:RequestTag/${MARK_KEY}`]: bindingMark(spec),
      },
    },
    { actions: ['iam:ListPolicies', 'iam:ListRoles'], resources: ['*'] },
    {
      actions: called(ACTIONS.cluster),
      resources: [eks(`cluster/${clusterName}`)],
      context: ours,
    },
    {
      actions: ACTIONS.accessEntry,
      resources: [
        eks(
          `access-entry/${clusterName}/role/${account}/${ownRole}/00000000-0000-0000-0000-000000000000`,
        ),
      ],
      context: {
        'eks:accessScope': 'cluster',
        'eks:policyArn': adminPolicyArn(spec),
      },
    },
    {
      actions: ACTIONS.role,
      resources: roles.map(role),
      context: {
        ...ours,
        'iam:PolicyARN': iam(`policy${path}${names.accessPolicy}`),
      },
    },
    {
      actions: ACTIONS.policy,
      resources: [iam(`policy${path}${names.accessPolicy}`)],
      context: ours,
    },
    ...(existing
      ? []
      : [
          passRole(role(names.clusterRole), 'eks.amazonaws.com'),
          passRole(role(names.nodeRole), 'ec2.amazonaws.com'),
          {
            actions: ['iam:CreateServiceLinkedRole'],
            resources: [
              iam(
                'role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS',
              ),
            ],
            context: { 'iam:AWSServiceName': 'eks.amazonaws.com' },
          },
        ]),
    ...(spec.runner.podIdentityRoleArn
      ? [
          {
            actions: ACTIONS.podIdentity,
            resources: [eks(`podidentityassociation/${clusterName}/${newId}`)],
          },
          passRole(spec.runner.podIdentityRoleArn, 'pods.eks.amazonaws.com'),
        ]
      : []),
    ...(spec.accessRole.accountType === 'aws-identity'
      ? [
          {
            actions: ACTIONS.oidc,
            resources: [iam('oidc-provider/idtoken.humanitec.io')],
          },
        ]
      : []),
  ];
}

/** A cluster that is bound as it is needs none of these. */
const MAKING = ['eks:CreateCluster', 'eks:DeleteCluster'];
/** Nor these, unless its access entries are to be switched on. */
const UPDATING = ['eks:DescribeUpdate', 'eks:UpdateClusterConfig'];

const ACTIONS = {
  anyCluster: [
    'eks:CreateCluster',
    'eks:DescribeClusterVersions',
    'eks:ListClusters',
  ],
  cluster: [
    'eks:CreateAccessEntry',
    'eks:CreatePodIdentityAssociation',
    'eks:DeleteCluster',
    'eks:DescribeCluster',
    'eks:DescribeUpdate',
    'eks:ListAccessEntries',
    'eks:ListPodIdentityAssociations',
    'eks:TagResource',
    'eks:UntagResource',
    'eks:UpdateClusterConfig',
  ],
  accessEntry: [
    'eks:AssociateAccessPolicy',
    'eks:DeleteAccessEntry',
    'eks:DescribeAccessEntry',
    'eks:ListAssociatedAccessPolicies',
    'eks:UpdateAccessEntry',
  ],
  podIdentity: [
    'eks:DeletePodIdentityAssociation',
    'eks:DescribePodIdentityAssociation',
    'eks:UpdatePodIdentityAssociation',
  ],
  role: [
    'iam:AttachRolePolicy',
    'iam:CreateRole',
    'iam:DeleteRole',
    'iam:DeleteRolePolicy',
    'iam:DetachRolePolicy',
    'iam:GetRole',
    'iam:ListAttachedRolePolicies',
    'iam:ListRolePolicies',
    'iam:PutRolePermissionsBoundary',
    'iam:TagRole',
    'iam:UpdateAssumeRolePolicy',
    'iam:UpdateRole',
  ],
  policy: [
    'iam:CreatePolicy',
    'iam:CreatePolicyVersion',
    'iam:DeletePolicy',
    'iam:DeletePolicyVersion',
    'iam:GetPolicy',
    'iam:GetPolicyVersion',
    'iam:ListPolicyVersions',
    'iam:TagPolicy',
  ],
  oidc: [
    'iam:AddClientIDToOpenIDConnectProvider',
    'iam:CreateOpenIDConnectProvider',
    'iam:GetOpenIDConnectProvider',
  ],
};
