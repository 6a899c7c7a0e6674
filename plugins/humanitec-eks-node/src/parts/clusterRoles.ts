import type { Cluster } from '@aws-sdk/client-eks';
import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import { regionFacts, roleArn } from '../aws/awsAccount';
import type { ClusterRoleArns } from '../aws/createCluster';
import type { FoundRole, WantedRole } from '../aws/iamRole';

/** The two roles of an Auto Mode cluster, as far as they are there. */
export interface FoundClusterRoles {
  clusterRole?: FoundRole;
  nodeRole?: FoundRole;
}

/**
 * The roles that are to be there, each with what is there: those that the
 * cluster uses. One that it does without is nobody's to make.
 */
export function clusterRoles(
  spec: BindingSpec,
  { clusterRole, nodeRole }: FoundClusterRoles,
  live: Cluster | undefined,
): { wanted: WantedRole; found: FoundRole | undefined }[] {
  const isUsed = (name: string, arn: string | undefined) =>
    !arn || arn.endsWith(`/${name}`);
  const { computeConfig } = live ?? {};
  const hasOtherNodes =
    computeConfig?.enabled &&
    !computeConfig.nodeRoleArn &&
    !spec.cluster.nodePools;
  return [
    ...(isUsed(spec.names.clusterRole, live?.roleArn)
      ? [{ wanted: wantedClusterRole(spec), found: clusterRole }]
      : []),
    ...(isUsed(spec.names.nodeRole, computeConfig?.nodeRoleArn) &&
    !hasOtherNodes
      ? [{ wanted: wantedNodeRole(spec), found: nodeRole }]
      : []),
  ];
}

/** ARNs of the two roles: of those that exist, else as they will be. */
export function clusterRoleArns(
  spec: BindingSpec,
  found?: FoundClusterRoles,
): ClusterRoleArns {
  const path = spec.aws.iamPath ?? '/';
  const { clusterRole, nodeRole } = spec.names;
  return {
    clusterRoleArn: found?.clusterRole?.arn ?? roleArn(spec, path, clusterRole),
    nodeRoleArn: found?.nodeRole?.arn ?? roleArn(spec, path, nodeRole),
  };
}

/** EKS User Guide, Auto Mode cluster IAM role; TagSession, since the policies compare principal tags. */
export function wantedClusterRole(spec: BindingSpec): WantedRole {
  const policy = managedPolicy(spec);
  return {
    name: spec.names.clusterRole,
    path: spec.aws.iamPath ?? '/',
    description: `EKS Auto Mode runs cluster ${spec.clusterName} with this role`,
    trust: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'eks.amazonaws.com' },
          Action: ['sts:AssumeRole', 'sts:TagSession'],
        },
      ],
    },
    attachedPolicies: [
      { arn: policy('AmazonEKSClusterPolicy') },
      { arn: policy('AmazonEKSComputePolicy') },
      // V2 grants less (AWS managed policy reference), which is void while V1 is attached, too.
      {
        arn: policy('AmazonEKSBlockStoragePolicyV2'),
        replaces: policy('AmazonEKSBlockStoragePolicy'),
      },
      { arn: policy('AmazonEKSLoadBalancingPolicy') },
      { arn: policy('AmazonEKSNetworkingPolicy') },
    ],
    permissionsBoundary: spec.aws.permissionsBoundary,
  };
}

/** EKS User Guide, Auto Mode node IAM role. */
export function wantedNodeRole(spec: BindingSpec): WantedRole {
  const policy = managedPolicy(spec);
  return {
    name: spec.names.nodeRole,
    path: spec.aws.iamPath ?? '/',
    description: `Nodes of EKS cluster ${spec.clusterName} run with this role`,
    trust: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'ec2.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ],
    },
    attachedPolicies: [
      { arn: policy('AmazonEKSWorkerNodeMinimalPolicy') },
      { arn: policy('AmazonEC2ContainerRegistryPullOnly') },
    ],
    permissionsBoundary: spec.aws.permissionsBoundary,
  };
}

function managedPolicy({ region }: BindingSpec) {
  const { partition } = regionFacts(region);
  return (name: string) => `arn:${partition}:iam::aws:policy/${name}`;
}
