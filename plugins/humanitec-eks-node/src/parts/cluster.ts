import { Cluster, TagResourceCommand } from '@aws-sdk/client-eks';
import {
  BindingSpec,
  Fact,
  factsOf,
} from 'backstage-plugin-humanitec-eks-common';
import { removeAccessEntry } from '../aws/applyAccessEntry';
import { applyRole, removeRole } from '../aws/applyRole';
import { clusterUpdates } from '../aws/clusterUpdates';
import {
  createCluster,
  createClusterInput,
  newClusterFields,
} from '../aws/createCluster';
import { deleteCluster } from '../aws/deleteCluster';
import {
  clusterTags,
  findCluster,
  hasAccessEntries,
  healthIssues,
  isUp,
  planCluster,
} from '../aws/eksCluster';
import { existingClusterUpdates, isBoundAsItIs } from '../aws/existingCluster';
import { findRole, FoundRole } from '../aws/iamRole';
import { isBorrowed, planRole } from '../aws/planRole';
import { rolesInUse } from '../aws/rolesInUse';
import { isOurs, missingTags } from '../aws/tags';
import { updateCluster } from '../aws/updateCluster';
import { clusterStack } from '../cloudFormation/clusterStack';
import { renderStack } from '../cloudFormation/stack';
import type { Systems } from '../systems';
import {
  adminPolicyArn,
  adminThings,
  applyAdmin,
  ClusterAdmin,
  findAdmin,
  isRevoked,
  planAdmin,
  REVOKED_TAG,
} from './clusterAdmin';
import {
  clusterRoleArns,
  clusterRoles,
  FoundClusterRoles,
  wantedClusterRole,
  wantedNodeRole,
} from './clusterRoles';
import type { Part } from './part';

export interface ClusterState extends FoundClusterRoles {
  cluster?: Cluster;
  /** It lacks our tag, which only a cluster that we made has. */
  madeByOthers?: boolean;
  /** How Backstage itself gets into the cluster; undefined while there is none. */
  admin?: ClusterAdmin;
}

/**
 * The private EKS Auto Mode cluster, its two IAM roles, and the access of
 * Backstage to it. Of a cluster that is bound as it is, that access alone.
 */
export const cluster: Part<ClusterState> = {
  id: 'cluster',

  render: spec => [
    renderStack(
      'aws/cluster.yaml',
      clusterStack(spec, {
        clusterRole: wantedClusterRole(spec),
        nodeRole: wantedNodeRole(spec),
        request: createClusterInput(spec, clusterRoleArns(spec)),
        adminPolicyArn: adminPolicyArn(spec),
        withoutBackstage: REVOKED_TAG,
      }),
    ),
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
      madeByOthers: found && !isOurs(spec, found.tags),
      admin: found && (await findAdmin(spec, found, aws)),
    };
  },

  plan: (spec, observed = {}) => [
    ...rolesToMake(spec, observed, observed.cluster).flatMap(
      ({ wanted, found }) => planRole(spec, wanted, found, 'reusable'),
    ),
    ...planCluster(
      spec,
      observed.cluster,
      clusterRoleArns(spec, observed).nodeRoleArn,
    ).map(change =>
      change.action === 'create'
        ? { ...change, fields: newClusterFields(spec, clusterRoleArns(spec)) }
        : change,
    ),
    ...planAdmin(spec, observed.cluster, observed.admin),
  ],

  things: (spec, observed = {}) => [
    ...rolesToMake(spec, observed, observed.cluster).map(({ wanted }) => ({
      kind: 'iam role',
      name: wanted.name,
    })),
    { kind: 'eks cluster', name: spec.clusterName },
    ...adminThings(spec, observed.admin),
  ],

  borrowed: (spec, observed) =>
    rolesToMake(spec, observed, observed.cluster)
      .filter(({ found }) => found && isBorrowed(spec, found, 'reusable'))
      .map(({ wanted: { name } }) => ({
        kind: 'iam role',
        name,
        why: 'this binding has not made it',
      })),

  async apply(spec, observed, systems) {
    const found = observed?.cluster;
    const kept = isBoundAsItIs(spec, found);
    if (!found && !spec.cluster.subnetIds) {
      throw new Error(
        'cluster.subnetIds: a new cluster needs two subnets or more, in different availability zones',
      );
    }
    for (const role of rolesToMake(spec, observed ?? {}, found)) {
      await applyRole(spec, role.wanted, role.found, 'reusable', systems);
    }
    if (found && !kept) await tag(spec, found, systems);
    if (!found) await create(spec, systems);
    const live = found ?? (await findCluster(systems.aws, spec.clusterName));
    if (isUp(live)) await bringInLine(spec, observed, live, systems);
    const state = await cluster.observe(spec, systems);
    if (!state)
      throw new Error('EKS does not show the cluster that was just made');
    return state;
  },

  async remove(spec, observed, systems) {
    await deleteCluster(spec, observed.cluster, systems);
    if (observed.madeByOthers) {
      await removeAccessEntry(spec, observed.admin?.entry, systems);
    }
    const { clusterRole, nodeRole } = observed;
    const ours = [clusterRole, nodeRole].filter(
      role => role && isOurs(spec, role.tags),
    );
    if (ours.length > 0) await removeUnused(spec, ours, systems);
  },

  facts: state => (state.cluster ? facts(state.cluster, state) : []),
};

/** A cluster that is bound as it is keeps its roles as they are. */
function rolesToMake(
  spec: BindingSpec,
  roles: FoundClusterRoles,
  live: Cluster | undefined,
) {
  return spec.cluster.existing && !isOurs(spec, live?.tags)
    ? []
    : clusterRoles(spec, roles, live);
}

/** Other clusters may share the roles of this one, also one of its name that is not ours. */
async function removeUnused(
  spec: BindingSpec,
  roles: (FoundRole | undefined)[],
  systems: Systems,
): Promise<void> {
  const users = await rolesInUse(systems.aws);
  for (const role of roles) {
    const user = role && users.get(role.arn);
    if (user) {
      systems.progress(`IAM role ${role.name} stays: cluster ${user} uses it.`);
    } else {
      await removeRole(spec, role, systems);
    }
  }
}

/** The IDs of the roles are known once they are there. */
async function create(spec: BindingSpec, systems: Systems): Promise<void> {
  const { aws } = systems;
  const roles = {
    clusterRole: await findRole(aws, spec.names.clusterRole),
    nodeRole: await findRole(aws, spec.names.nodeRole),
  };
  await createCluster(
    spec,
    {
      ...clusterRoleArns(spec, roles),
      clusterRoleId: roles.clusterRole?.id ?? '',
    },
    systems,
  );
}

async function tag(
  spec: BindingSpec,
  found: Cluster,
  { aws, did }: Systems,
): Promise<void> {
  const tags = missingTags(clusterTags(spec), found.tags ?? {});
  if (!Object.keys(tags).length) return;
  await aws.eks(new TagResourceCommand({ resourceArn: found.arn, tags }));
  did(`Tagged EKS cluster ${spec.clusterName}.`);
}

async function bringInLine(
  spec: BindingSpec,
  observed: ClusterState | undefined,
  found: Cluster,
  systems: Systems,
): Promise<void> {
  const { nodeRoleArn } = clusterRoleArns(spec, observed);
  await updateCluster(
    spec.clusterName,
    live =>
      isBoundAsItIs(spec, live)
        ? existingClusterUpdates(spec, live)
        : clusterUpdates(spec, live, nodeRoleArn),
    systems,
  );
  const live = hasAccessEntries(found)
    ? found
    : await findCluster(systems.aws, spec.clusterName);
  if (!live) throw new Error('the cluster is gone');
  const admin =
    (live === found && observed?.admin) ||
    (await findAdmin(spec, live, systems.aws));
  await applyAdmin(spec, live, admin, systems);
}

function facts(
  found: Cluster,
  { admin, madeByOthers }: Pick<ClusterState, 'admin' | 'madeByOthers'>,
): Fact[] {
  const isGivenUp = isRevoked(admin?.notes) && !admin?.entry;
  return factsOf({
    status: found.status ?? 'unknown',
    health: healthIssues(found),
    kubernetesVersion: found.version ?? 'unknown',
    arn: found.arn,
    madeBy: madeByOthers ? 'somebody else; bound as it is' : undefined,
    backstageAccess: isGivenUp ? 'revoked on purpose' : undefined,
  });
}
