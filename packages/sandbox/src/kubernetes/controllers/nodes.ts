import { randomBytes } from 'node:crypto';
import { Cluster } from '../../aws/state';
import { World } from '../../world';
import { at as fieldAt } from '../json';
import { KubeObject, timestamp } from '../object';
import { builtin } from '../resources';
import { tell } from './events';
import { Moment } from './moment';

const nodes = builtin('', 'nodes');
const pods = builtin('', 'pods');

/** Pods that one node takes. */
export const podsPerNode = 25;

/** Orders a node from EKS Auto Mode; it joins after `timings.nodeStart`. */
export function orderNode({ world, cluster, api, at }: Moment) {
  if (!bringsNodes(cluster.config)) return;
  const name = `i-0${randomBytes(8).toString('hex')}`;
  api.nodes.set(name, at + world.timings.nodeStart * 1000);
}

/**
 * Starts the nodes of a managed node group.
 *
 * @returns their names
 */
export function orderNodegroup(
  { world, cluster, at }: Omit<Moment, 'api'>,
  count: number,
): string[] {
  const api = world.kubernetes.of(world, cluster);
  return Array.from({ length: count }, () => {
    const host = nodeAddress(api.nodes.size + 1).replaceAll('.', '-');
    const name = `ip-${host}.${cluster.region}.compute.internal`;
    api.nodes.set(name, at + world.timings.nodeStart * 1000);
    return name;
  });
}

/** Takes nodes away, with what runs on them. */
export function leaveNodes(world: World, cluster: Cluster, names: string[]) {
  const {
    store,
    nodes: ordered,
    joinedNodes,
  } = world.kubernetes.of(world, cluster);
  for (const name of names) {
    ordered.delete(name);
    joinedNodes.delete(name);
    const node = store.find(nodes, undefined, name);
    if (node) store.remove(nodes, node);
    for (const pod of store.list(pods)) {
      if (fieldAt(pod, 'spec', 'nodeName') === name) store.remove(pods, pod);
    }
  }
}

/** Nodes that are ordered and have not joined. */
export function nodesOnTheWay({ api }: Moment): number {
  return api.nodes.size - api.joinedNodes.size;
}

/** Makes the Node objects of those whose time has come. */
export function joinNodes(moment: Moment) {
  const { api, at } = moment;
  for (const [name, joinsAt] of api.nodes) {
    if (joinsAt > at || api.joinedNodes.has(name)) continue;
    api.joinedNodes.add(name);
    const node = api.store.create(nodes, nodeDraft(moment, name), at);
    tell(moment, node, nodegroupOf(moment, name) ? 'kubelet' : 'karpenter', {
      type: 'Normal',
      reason: 'Ready',
      message: `Status condition transitioned, Type: Ready, Status: False -> True, Reason: KubeletReady`,
    });
  }
}

export function nodesOf({ api }: Moment): KubeObject[] {
  return api.store.list(nodes);
}

/** Only the pool that carries no taint takes ordinary pods. */
function bringsNodes(config: { autoMode: boolean; nodePools: string[] }) {
  return config.autoMode && config.nodePools.includes('general-purpose');
}

/** What Auto Mode says about a pod that no node takes; undefined where it is not at work. */
export function autoModeAnswer({
  cluster,
  api,
}: Moment): Parameters<typeof tell>[3] | undefined {
  const { autoMode, nodePools } = cluster.config;
  if (!autoMode) return undefined;
  if (bringsNodes(cluster.config)) {
    const [claim = ''] = [...api.nodes.keys()].reverse();
    return {
      type: 'Normal',
      reason: 'Nominated',
      message: `Pod should schedule on: nodeclaim/general-purpose-${claim.slice(
        -5,
      )}`,
    };
  }
  const reasons = nodePools.map(
    pool =>
      `incompatible with nodepool "${pool}", did not tolerate taint (taint=CriticalAddonsOnly:NoSchedule)`,
  );
  return {
    type: 'Warning',
    reason: 'FailedScheduling',
    message: reasons.length
      ? `Failed to schedule pod, ${reasons.join('; ')}`
      : 'no nodepools found',
  };
}

function nodegroupOf({ cluster }: Moment, node: string) {
  return [...cluster.nodegroups.values()].find(({ nodeNames }) =>
    nodeNames.includes(node),
  );
}

function nodeDraft(moment: Moment, name: string) {
  const { api, cluster, at } = moment;
  const group = nodegroupOf(moment, name);
  const number = [...api.nodes.keys()].indexOf(name) + 1;
  const zone = `${cluster.region}${'abc'[(number - 1) % 3]}`;
  const version = `v${cluster.config.version}.2-eks-sandbox`;
  const resources = {
    cpu: '2',
    'ephemeral-storage': '80Gi',
    memory: '8Gi',
    pods: String(podsPerNode),
  };
  const ready = {
    type: 'Ready',
    status: 'True',
    reason: 'KubeletReady',
    message: 'kubelet is posting ready status',
    lastHeartbeatTime: timestamp(at),
    lastTransitionTime: timestamp(at),
  };
  return {
    metadata: {
      name,
      labels: {
        ...(group
          ? {
              'eks.amazonaws.com/capacityType': group.capacityType,
              'eks.amazonaws.com/nodegroup': group.name,
            }
          : {
              'eks.amazonaws.com/compute-type': 'auto',
              'karpenter.sh/capacity-type': 'on-demand',
              'karpenter.sh/nodepool': 'general-purpose',
            }),
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'node.kubernetes.io/instance-type':
          group?.instanceTypes[0] ?? 'c6a.large',
        'topology.kubernetes.io/region': cluster.region,
        'topology.kubernetes.io/zone': zone,
      },
    },
    spec: { providerID: `aws:///${zone}/${name}` },
    status: {
      addresses: [
        { type: 'InternalIP', address: nodeAddress(number) },
        { type: 'Hostname', address: name },
      ],
      allocatable: resources,
      capacity: resources,
      conditions: [ready],
      nodeInfo: {
        architecture: 'amd64',
        bootID: '',
        containerRuntimeVersion: group
          ? 'containerd://2.1.4'
          : 'containerd://2.1.4+bottlerocket',
        kernelVersion: '6.12.40',
        kubeProxyVersion: version,
        kubeletVersion: version,
        machineID: '',
        operatingSystem: 'linux',
        osImage: group
          ? 'Amazon Linux 2023'
          : 'Bottlerocket (EKS Auto, Standard)',
        systemUUID: '',
      },
    },
  };
}

export function nodeAddress(number: number): string {
  return `10.0.${number}.10`;
}
