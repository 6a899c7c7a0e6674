import { Cluster } from '../aws/state';
import { copyOf } from '../copy';
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
  constructor(
    readonly store: Store,
    /** What the kubelets know of their pods and the API does not say, by pod UID. */
    readonly pods = new Map<string, PodLife>(),
    /** Nodes that Auto Mode or a node group has ordered: name → when it joins, milliseconds. */
    readonly nodes = new Map<string, number>(),
    /** Names of those that have joined. */
    readonly joinedNodes = new Set<string>(),
  ) {}

  /** What a new cluster has. */
  static bootstrapped(createdAt: number): ClusterApi {
    const store = new Store();
    for (const { resource, draft } of bootstrapObjects()) {
      store.create(resource, draft, createdAt);
    }
    return new ClusterApi(store);
  }

  /** @param rename - for every text in the copy; objects that stay equal are shared */
  copy(rename?: (text: string) => string): ClusterApi {
    const nameOf = rename ?? (text => text);
    return new ClusterApi(
      this.store.copy(rename),
      copyOf(this.pods),
      new Map([...this.nodes].map(([name, at]) => [nameOf(name), at])),
      new Set([...this.joinedNodes].map(nameOf)),
    );
  }

  /** Puts off, by so many milliseconds, what would have happened by itself after `since`. */
  postpone(since: number, by: number) {
    const later = (time: number) => (time > since ? time + by : time);
    for (const [name, joinsAt] of this.nodes) {
      this.nodes.set(name, later(joinsAt));
    }
    for (const life of this.pods.values()) {
      if (life.dueAt !== undefined) life.dueAt = later(life.dueAt);
      for (const { state } of life.containers.values()) {
        if (state.is === 'crashed') state.retryAt = later(state.retryAt);
      }
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
  /** By the cluster's ID. */
  private readonly apis = new Map<string, [Cluster, ClusterApi]>();

  of(world: World, cluster: Cluster): ClusterApi {
    const [, known] = this.apis.get(cluster.id) ?? [];
    if (known) return known;
    const api = ClusterApi.bootstrapped(world.clock.now());
    this.set(cluster, api);
    return api;
  }

  find(clusterId: string): ClusterApi | undefined {
    return this.apis.get(clusterId)?.[1];
  }

  set(cluster: Cluster, api: ClusterApi) {
    this.apis.set(cluster.id, [cluster, api]);
  }

  all(): [Cluster, ClusterApi][] {
    return [...this.apis.values()];
  }

  /** The cluster is gone, with everything in it. */
  forget(cluster: Cluster) {
    this.apis.delete(cluster.id);
  }
}
