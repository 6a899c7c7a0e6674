// What Humanitec does in a cluster to deploy in direct mode, and so what it must be allowed to.
import { authorize, User } from '../kubernetes/authorize';
import { Cluster } from '../aws/state';
import { World } from '../world';

interface Need {
  group: string;
  resources: string[];
  verbs: string[];
  /** Asked for in the namespace of the environment; else in the whole cluster. */
  namespaced: boolean;
}

const needs: Need[] = [
  {
    group: '',
    resources: ['namespaces'],
    verbs: ['create', 'get', 'list', 'update', 'patch'],
    namespaced: false,
  },
  {
    group: 'humanitec.io',
    resources: ['resources', 'secretmappings', 'workloadpatches', 'workloads'],
    verbs: ['create', 'get', 'list', 'update', 'patch', 'delete', 'watch'],
    namespaced: true,
  },
  {
    group: '',
    resources: ['pods'],
    verbs: ['get', 'list'],
    namespaced: true,
  },
  {
    group: 'apps',
    resources: ['deployments', 'statefulsets', 'replicasets', 'daemonsets'],
    verbs: ['get', 'list'],
    namespaced: true,
  },
  {
    group: '',
    resources: ['configmaps'],
    verbs: ['get'],
    namespaced: true,
  },
];

/** What the user may not do, as `create resources.humanitec.io`; empty when a deployment can go ahead. */
export function missingPermissions(
  world: World,
  cluster: Cluster,
  user: User,
  namespace: string,
): string[] {
  return needs.flatMap(({ group, resources, verbs, namespaced }) =>
    resources.flatMap(resource =>
      verbs
        .filter(verb => {
          const attributes = {
            verb,
            group,
            resource,
            namespace: namespaced ? namespace : undefined,
          };
          return !authorize(world, cluster, user, attributes).allowed;
        })
        .map(verb => `${verb} ${group ? `${resource}.${group}` : resource}`),
    ),
  );
}
