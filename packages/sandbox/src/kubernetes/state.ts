import { Cluster } from '../aws/state';
import { Listener } from '../listen';
import { World } from '../world';
import { bootstrapObjects } from './bootstrap';
import { PodLife } from './controllers/podLife';
import {
  builtin,
  builtinResources,
  customResources,
  Resource,
} from './resources';
import { Store } from './store';

/** The Kubernetes side of one cluster. */
export class ClusterApi {
  readonly store = new Store();
  /** What the kubelets know of their pods and the API does not say, by pod UID. */
  readonly pods = new Map<string, PodLife>();
  /** Nodes that Auto Mode has ordered: name → when it joins, milliseconds. */
  readonly nodes = new Map<string, number>();
  /** Names of those that have joined. */
  readonly joinedNodes = new Set<string>();
  listener?: Promise<Listener>;

  constructor(createdAt: number) {
    for (const { resource, draft } of bootstrapObjects()) {
      this.store.create(resource, draft, createdAt);
    }
  }

  /** Every kind served, built in or defined by a CustomResourceDefinition. */
  get resources(): readonly Resource[] {
    return [
      ...builtinResources,
      ...this.store.list(definitions).flatMap(customResources),
    ];
  }
}

const definitions = builtin(
  'apiextensions.k8s.io',
  'customresourcedefinitions',
);

/** The Kubernetes API of every cluster, made when it is first asked for. */
export class KubernetesState {
  private readonly apis = new Map<Cluster, ClusterApi>();

  of(world: World, cluster: Cluster): ClusterApi {
    const known = this.apis.get(cluster);
    if (known) return known;
    const api = new ClusterApi(world.clock.now());
    this.apis.set(cluster, api);
    return api;
  }

  all(): [Cluster, ClusterApi][] {
    return [...this.apis];
  }

  /** The cluster is gone, with everything in it. */
  forget(cluster: Cluster) {
    this.apis.delete(cluster);
  }
}
