// Managed node groups: EC2 instances that join a cluster without Auto Mode.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { leaveNodes, orderNodegroup } from '../../kubernetes/controllers/nodes';
import { World } from '../../world';
import { RestCall, restOperation } from '../restJson';
import { Cluster, Nodegroup } from '../state';
import { createdEntry } from './accessEntry';
import { knownSubnets } from './clusterNetwork';
import { checkNodegroupRole } from './clusterRoles';
import { findCluster, findUsableCluster } from './clusterStatus';
import { resourceInUse, resourceNotFound } from './errors';
import { madeBy, repeated } from './requestToken';
import {
  eksPage,
  paging,
  requestToken,
  seconds,
  tagMap,
  tagsOf,
} from './shapes';

const listPath = '/clusters/:name/node-groups';
const onePath = `${listPath}/:nodegroupName`;
const oneInput = z.object({ name: z.string(), nodegroupName: z.string() });

const size = z.number().int().min(0);

export const CreateNodegroup = restOperation({
  method: 'post',
  path: listPath,
  write: true,
  input: z.object({
    name: z.string(),
    nodegroupName: z.string().min(1).max(63),
    nodeRole: z.string(),
    subnets: z.array(z.string()).min(1),
    instanceTypes: z.array(z.string()).default(['t3.medium']),
    capacityType: z.enum(['ON_DEMAND', 'SPOT']).default('ON_DEMAND'),
    scalingConfig: z
      .object({
        minSize: size.default(1),
        maxSize: size.default(2),
        desiredSize: size.default(2),
      })
      .prefault({}),
    tags: tagMap.optional(),
    clientRequestToken: requestToken,
  }),
  run: (call, request) => {
    const { world, caller, region } = call;
    const cluster = findUsableCluster(call, request.name);
    const { nodegroups } = cluster;
    const known = repeated(nodegroups.values(), request, cluster.name);
    if (known) return { nodegroup: describe(world, cluster, known) };
    if (nodegroups.has(request.nodegroupName)) {
      throw resourceInUse(
        `NodeGroup already exists with name ${request.nodegroupName} and cluster name ${cluster.name}`,
        cluster.name,
      );
    }
    const { accountId } = caller;
    const place = { accountId, region, name: cluster.name };
    knownSubnets(world, place, request.subnets);
    const role = checkNodegroupRole(world, {
      accountId,
      clusterName: cluster.name,
      roleArn: request.nodeRole,
    });
    const now = world.clock.now();
    const group: Nodegroup = {
      arn: `arn:aws:eks:${region}:${accountId}:nodegroup/${cluster.name}/${
        request.nodegroupName
      }/${randomUUID()}`,
      name: request.nodegroupName,
      nodeRole: role.arn,
      subnetIds: request.subnets,
      instanceTypes: request.instanceTypes,
      capacityType: request.capacityType,
      scaling: request.scalingConfig,
      tags: new Map(Object.entries(request.tags ?? {})),
      nodeNames: orderNodegroup(
        { world, cluster, at: now },
        request.scalingConfig.desiredSize,
      ),
      createdAt: now,
      ...madeBy(request),
    };
    nodegroups.set(group.name, group);
    admitNodes(cluster, now, role);
    return { nodegroup: describe(world, cluster, group) };
  },
});

export const DescribeNodegroup = restOperation({
  method: 'get',
  path: onePath,
  write: false,
  input: oneInput,
  run: (call, request) => {
    const [cluster, group] = find(call, request);
    return { nodegroup: describe(call.world, cluster, group) };
  },
});

export const ListNodegroups = restOperation({
  method: 'get',
  path: listPath,
  write: false,
  input: z.object({ ...paging, name: z.string() }),
  run: (call, { name, ...request }) => {
    const names = [...findCluster(call, name).nodegroups.keys()].sort();
    const { members, rest } = eksPage(names, request);
    return { nodegroups: members, ...rest };
  },
});

/** Takes minutes in AWS; here the nodes are gone at once. */
export const DeleteNodegroup = restOperation({
  method: 'delete',
  path: onePath,
  write: true,
  input: oneInput,
  run: (call, request) => {
    const [cluster, group] = find(call, request);
    cluster.nodegroups.delete(group.name);
    leaveNodes(call.world, cluster, group.nodeNames);
    return {
      nodegroup: {
        ...describe(call.world, cluster, group),
        status: 'DELETING',
      },
    };
  },
});

/** EKS lets the nodes in itself, where the cluster knows access entries (EKS User Guide, access entries). */
function admitNodes(
  cluster: Cluster,
  now: number,
  role: { arn: string; roleId: string },
) {
  const { authenticationMode } = cluster.config;
  if (authenticationMode === 'CONFIG_MAP') return;
  if (cluster.accessEntries.has(role.arn)) return;
  createdEntry(cluster, now, {
    principalArn: role.arn,
    principalId: role.roleId,
    type: 'EC2_LINUX',
  });
}

function find(
  call: RestCall,
  { name, nodegroupName }: z.output<typeof oneInput>,
): [Cluster, Nodegroup] {
  const cluster = findCluster(call, name);
  const group = cluster.nodegroups.get(nodegroupName);
  if (!group) {
    throw resourceNotFound(
      `No node group found for name: ${nodegroupName}.`,
      name,
    );
  }
  return [cluster, group];
}

function describe(world: World, cluster: Cluster, group: Nodegroup) {
  return {
    nodegroupName: group.name,
    nodegroupArn: group.arn,
    clusterName: cluster.name,
    version: cluster.config.version,
    createdAt: seconds(group.createdAt),
    modifiedAt: seconds(group.createdAt),
    status: world.elapsed(group.createdAt, world.timings.nodeStart)
      ? 'ACTIVE'
      : 'CREATING',
    capacityType: group.capacityType,
    scalingConfig: group.scaling,
    instanceTypes: group.instanceTypes,
    subnets: group.subnetIds,
    amiType: 'AL2023_x86_64_STANDARD',
    nodeRole: group.nodeRole,
    diskSize: 20,
    health: { issues: [] },
    updateConfig: { maxUnavailable: 1 },
    tags: tagsOf(group.tags),
  };
}
