import {
  AssociateAccessPolicyCommand,
  Cluster,
  DeleteClusterCommand,
  ListAssociatedAccessPoliciesCommand,
  TagResourceCommand,
} from '@aws-sdk/client-eks';
import {
  BindingSpec,
  Change,
  OWNER_TAG,
} from 'backstage-plugin-humanitec-eks-common';
import {
  applyAccessEntry,
  findAccessEntry,
  FoundAccessEntry,
} from '../aws/accessEntry';
import { regionFacts, roleArn } from '../aws/awsAccount';
import {
  createCluster,
  createClusterInput,
  findCluster,
  planCluster,
  updateCluster,
} from '../aws/eksCluster';
import {
  applyRole,
  findRole,
  FoundRole,
  ignoreAbsent,
  planRole,
  removeRole,
  WantedRole,
} from '../aws/iamRole';
import { isOurs, missingTags, ourTags } from '../aws/tags';
import type { Systems } from '../systems';
import { waitFor } from '../waitFor';
import type { Part } from './part';

const DELETE_LIMIT_SECONDS = 30 * 60;

export interface ClusterState {
  clusterRole?: FoundRole;
  nodeRole?: FoundRole;
  cluster?: Cluster;
  /** How Backstage itself gets into the cluster. */
  admin?: {
    principalArn: string;
    entry?: FoundAccessEntry;
    hasAdminPolicy: boolean;
  };
}

/** The private EKS Auto Mode cluster, its two IAM roles, and the access of Backstage to it. */
export const cluster: Part<ClusterState> = {
  id: 'cluster',

  render: spec => [
    {
      path: 'cluster.json',
      content: `${JSON.stringify(
        createClusterInput(spec, roleArns(spec)),
        null,
        2,
      )}\n`,
    },
    {
      path: 'cluster-roles.json',
      content: `${JSON.stringify(
        {
          clusterRole: wantedClusterRole(spec),
          nodeRole: wantedNodeRole(spec),
        },
        null,
        2,
      )}\n`,
    },
  ],

  async observe(spec, { aws }) {
    const [clusterRole, nodeRole, found] = await Promise.all([
      findRole(aws, spec.names.clusterRole),
      findRole(aws, spec.names.nodeRole),
      findCluster(aws, spec.clusterName),
    ]);
    if (!clusterRole && !nodeRole && !found) return undefined;
    return {
      clusterRole,
      nodeRole,
      cluster: found,
      admin: found && (await findAdmin(spec, found, aws)),
    };
  },

  plan(spec, observed) {
    return [
      ...roles(spec, observed).flatMap(({ wanted, found }) =>
        planRole(spec, wanted, found, { reusable: true }),
      ),
      ...planCluster(spec, observed?.cluster),
      ...planAdmin(observed),
    ];
  },

  async apply(spec, observed, systems) {
    for (const { wanted, found } of roles(spec, observed)) {
      await applyRole(spec, wanted, found, systems);
    }
    const found = observed?.cluster;
    if (!found) {
      await createCluster(spec, roleArns(spec, observed), systems);
    } else if (found.status === 'ACTIVE') {
      await applyTags(spec, found, systems);
      await updateCluster(spec, found, systems);
      await applyAdmin(spec, observed.admin, systems);
    }
    const state = await cluster.observe(spec, systems);
    if (!state)
      throw new Error('EKS does not show the cluster that was just made');
    return state;
  },

  async remove(spec, observed, systems) {
    await removeCluster(spec, observed.cluster, systems);
    await removeRole(spec, observed.clusterRole, systems);
    await removeRole(spec, observed.nodeRole, systems);
  },

  facts: ({ cluster: found }) =>
    found
      ? [
          { label: 'Status', value: found.status ?? 'unknown' },
          { label: 'Kubernetes version', value: found.version ?? 'unknown' },
          { label: 'ARN', value: found.arn ?? '' },
        ]
      : [],
};

/** The roles that are ours to make: not those that a cluster which is there already does without. */
function roles(spec: BindingSpec, observed: ClusterState | undefined) {
  const { cluster: live, clusterRole, nodeRole } = observed ?? {};
  const both = [
    {
      wanted: wantedClusterRole(spec),
      found: clusterRole,
      inUse: live?.roleArn,
    },
    {
      wanted: wantedNodeRole(spec),
      found: nodeRole,
      inUse: live?.computeConfig?.nodeRoleArn,
    },
  ];
  return both.filter(
    ({ wanted, inUse }) => !inUse || inUse.endsWith(`/${wanted.name}`),
  );
}

/** ARNs of the two roles: of those that exist, else as they will be. */
function roleArns(spec: BindingSpec, observed?: ClusterState) {
  const path = spec.aws.iamPath ?? '/';
  const { clusterRole, nodeRole } = spec.names;
  return {
    clusterRoleArn:
      observed?.clusterRole?.arn ?? roleArn(spec, path, clusterRole),
    nodeRoleArn: observed?.nodeRole?.arn ?? roleArn(spec, path, nodeRole),
  };
}

/** EKS User Guide, Auto Mode cluster IAM role; TagSession, since the policies compare principal tags. */
function wantedClusterRole(spec: BindingSpec): WantedRole {
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
    attachedPolicyArns: managedPolicies(spec, [
      'AmazonEKSClusterPolicy',
      'AmazonEKSComputePolicy',
      'AmazonEKSBlockStoragePolicyV2',
      'AmazonEKSLoadBalancingPolicy',
      'AmazonEKSNetworkingPolicy',
    ]),
    permissionsBoundary: spec.aws.permissionsBoundary,
  };
}

/** EKS User Guide, Auto Mode node IAM role. */
function wantedNodeRole(spec: BindingSpec): WantedRole {
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
    attachedPolicyArns: managedPolicies(spec, [
      'AmazonEKSWorkerNodeMinimalPolicy',
      'AmazonEC2ContainerRegistryPullOnly',
    ]),
    permissionsBoundary: spec.aws.permissionsBoundary,
  };
}

function managedPolicies(spec: BindingSpec, names: string[]): string[] {
  const { partition } = regionFacts(spec.region);
  return names.map(name => `arn:${partition}:iam::aws:policy/${name}`);
}

function adminPolicyArn(region: string): string {
  const { partition } = regionFacts(region);
  return `arn:${partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`;
}

async function findAdmin(
  spec: BindingSpec,
  found: Cluster,
  aws: Systems['aws'],
): Promise<ClusterState['admin']> {
  const principalArn = await aws.callerPrincipalArn();
  const { clusterName } = spec;
  const entry =
    found.status === 'ACTIVE'
      ? await findAccessEntry(aws, clusterName, principalArn)
      : undefined;
  if (!entry) return { principalArn, hasAdminPolicy: false };
  const { associatedAccessPolicies: policies = [] } = await aws.eks(
    new ListAssociatedAccessPoliciesCommand({ clusterName, principalArn }),
  );
  const hasAdminPolicy = policies.some(
    ({ policyArn, accessScope }) =>
      policyArn === adminPolicyArn(spec.region) &&
      accessScope?.type === 'cluster',
  );
  return { principalArn, entry, hasAdminPolicy };
}

function planAdmin(observed: ClusterState | undefined): Change[] {
  const { entry, hasAdminPolicy = false } = observed?.admin ?? {};
  const reason =
    observed?.cluster?.status === 'ACTIVE'
      ? undefined
      : 'follows when the cluster is ACTIVE';
  const changes: Change[] = [];
  // Somebody else's entry for Backstage's role serves as it is.
  if (!entry) {
    changes.push({
      action: 'create',
      kind: 'access entry',
      name: "Backstage's own role",
      reason,
    });
  }
  if (!hasAdminPolicy) {
    changes.push({
      action: 'create',
      kind: 'access policy',
      name: "AmazonEKSClusterAdminPolicy for Backstage's own role",
      reason,
    });
  }
  return changes;
}

async function applyAdmin(
  spec: BindingSpec,
  admin: ClusterState['admin'],
  systems: Systems,
): Promise<void> {
  if (!admin) return;
  const { principalArn, entry, hasAdminPolicy } = admin;
  if (!entry) {
    await applyAccessEntry(
      spec,
      { principalArn, kubernetesGroups: [] },
      undefined,
      systems,
    );
  }
  if (!hasAdminPolicy) {
    await systems.aws.eks(
      new AssociateAccessPolicyCommand({
        clusterName: spec.clusterName,
        principalArn,
        policyArn: adminPolicyArn(spec.region),
        accessScope: { type: 'cluster' },
      }),
    );
    systems.progress(`Made ${principalArn} cluster administrator.`);
  }
}

async function applyTags(
  spec: BindingSpec,
  found: Cluster,
  { aws, progress }: Systems,
) {
  const { owner } = spec.cluster;
  const wanted = { ...ourTags(spec), ...(owner && { [OWNER_TAG]: owner }) };
  const tags = missingTags(wanted, found.tags ?? {});
  if (!Object.keys(tags).length) return;
  await aws.eks(new TagResourceCommand({ resourceArn: found.arn, tags }));
  progress(`Tagged EKS cluster ${spec.clusterName}.`);
}

async function removeCluster(
  spec: BindingSpec,
  found: Cluster | undefined,
  systems: Systems,
): Promise<void> {
  if (!found || !isOurs(spec, found.tags)) return;
  const name = spec.clusterName;
  if (found.status !== 'DELETING') {
    await ignoreAbsent(systems.aws.eks(new DeleteClusterCommand({ name })));
  }
  await waitFor(
    async () => {
      const left = await findCluster(systems.aws, name);
      return left
        ? { waiting: `EKS is deleting cluster ${name}` }
        : { done: undefined };
    },
    systems,
    { limitSeconds: DELETE_LIMIT_SECONDS },
  );
  systems.progress(`Deleted EKS cluster ${name}.`);
}
