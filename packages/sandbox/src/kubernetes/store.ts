import { randomUUID } from 'node:crypto';
import { renamed } from '../renamed';
import { equal, JsonObject } from './json';
import { KubeObject, Metadata, timestamp } from './object';
import { groupVersion, Resource } from './resources';

/** An object on its way in: the server has not yet given it its identity. */
export type Draft = JsonObject & {
  metadata: JsonObject & { name: string; namespace?: string };
};

/** One step in the life of the store. */
export interface Change {
  revision: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  resource: Resource;
  object: KubeObject;
  /** What it was before, so that a watch knows whether it was selected. */
  previous?: KubeObject;
}

/** Changes older than the newest this many are forgotten: a watch from there gets 410. */
const historyLength = 20_000;

/** All objects of one cluster under one counter, as etcd keeps them. */
export class Store {
  private objects = new Map<string, KubeObject>();
  private kinds = new Map<string, Resource>();
  private history: Change[] = [];
  private listeners = new Map<() => void, () => void>();
  private counter = 1;
  /** Watches cannot start from before this. */
  private forgotten = 0;

  get revision(): number {
    return this.counter;
  }

  /** The oldest revision that a watch may start from. */
  get oldestRevision(): number {
    return this.history.length < historyLength
      ? this.forgotten
      : this.history[0].revision - 1;
  }

  /** Another store of the same content, or of renamed objects; equal ones are shared, since what is stored never changes. */
  copy(rename?: (text: string) => string): Store {
    const copy = new Store();
    copy.counter = this.counter;
    if (rename) {
      for (const { resource, object } of this.all()) {
        const other = renamed(object, rename);
        const stored = equal(object, other) ? object : other;
        const { namespace, name } = stored.metadata;
        const key = keyOf(resource, namespace, name);
        copy.objects.set(key, stored);
        copy.kinds.set(key, resource);
      }
      // Nobody has watched these objects.
      copy.forgotten = this.counter;
      return copy;
    }
    copy.objects = new Map(this.objects);
    copy.kinds = new Map(this.kinds);
    copy.history = [...this.history];
    copy.forgotten = this.forgotten;
    return copy;
  }

  /**
   * Takes the place of the store that clients have talked to so far: revisions go on from there, and who watched it
   * has to list anew (410).
   */
  replaceStore(other: Store) {
    this.counter = Math.max(this.counter, other.counter);
    this.forgotten = this.counter;
    this.history = [];
    other.listeners.forEach(end => end());
  }

  find(
    resource: Resource,
    namespace: string | undefined,
    name: string,
  ): KubeObject | undefined {
    return this.objects.get(keyOf(resource, namespace, name));
  }

  /** Sorted by namespace and name, as etcd lists keys. */
  list(resource: Resource, namespace?: string): KubeObject[] {
    const prefix = prefixOf(resource, namespace);
    return [...this.objects.keys()]
      .filter(key => key.startsWith(prefix))
      .sort()
      .flatMap(key => this.objects.get(key) ?? []);
  }

  /** Every object there is, with its kind. */
  all(): { resource: Resource; object: KubeObject }[] {
    return [...this.objects].flatMap(([key, object]) => {
      const resource = this.kinds.get(key);
      return resource ? [{ resource, object }] : [];
    });
  }

  /** Gives a draft what only the server gives: uid, creation time, generation. Stores nothing. */
  identify(resource: Resource, draft: Draft, moment: number): KubeObject {
    const metadata: Metadata = {
      ...draft.metadata,
      uid: randomUUID(),
      resourceVersion: '',
      creationTimestamp: timestamp(moment),
      generation: hasGeneration(draft) ? 1 : undefined,
    };
    return {
      ...draft,
      apiVersion: groupVersion(resource),
      kind: resource.kind,
      metadata,
    };
  }

  insert(resource: Resource, object: KubeObject): KubeObject {
    return this.write(resource, 'ADDED', object);
  }

  create(resource: Resource, draft: Draft, moment: number): KubeObject {
    return this.insert(resource, this.identify(resource, draft, moment));
  }

  /** Stores the object unless it is as it was: then the resource version stays too. */
  replace(resource: Resource, object: KubeObject): KubeObject {
    const { namespace, name } = object.metadata;
    const previous = this.find(resource, namespace, name);
    if (previous && equal(previous, object)) return previous;
    return this.write(resource, 'MODIFIED', object, previous);
  }

  remove(resource: Resource, object: KubeObject): KubeObject {
    return this.write(resource, 'DELETED', object, object);
  }

  changesSince(revision: number): Change[] {
    return this.history.filter(change => change.revision > revision);
  }

  /** Calls back after every change, and when another store takes this one's place; returns how to stop that. */
  subscribe(listener: () => void, end: () => void): () => void {
    this.listeners.set(listener, end);
    return () => this.listeners.delete(listener);
  }

  private write(
    resource: Resource,
    type: Change['type'],
    object: KubeObject,
    previous?: KubeObject,
  ): KubeObject {
    this.counter += 1;
    // Through JSON: nobody shares what is stored, and undefined fields go.
    const stored: KubeObject = JSON.parse(JSON.stringify(object));
    stored.metadata.resourceVersion = String(this.counter);
    const { namespace, name } = stored.metadata;
    const key = keyOf(resource, namespace, name);
    if (type === 'DELETED') {
      this.objects.delete(key);
      this.kinds.delete(key);
    } else {
      this.objects.set(key, stored);
      this.kinds.set(key, resource);
    }
    this.history.push({
      revision: this.counter,
      type,
      resource,
      object: stored,
      previous,
    });
    if (this.history.length > historyLength) this.history.shift();
    [...this.listeners.keys()].forEach(listener => listener());
    return stored;
  }
}

function hasGeneration(draft: Draft): boolean {
  return draft.spec !== undefined && draft.kind !== 'Namespace';
}

function prefixOf(resource: Resource, namespace?: string): string {
  const kind = `${resource.group}/${resource.plural}/`;
  return namespace ? `${kind}${namespace}/` : kind;
}

function keyOf(
  resource: Resource,
  namespace: string | undefined,
  name: string,
): string {
  const scope = resource.namespaced ? namespace ?? '' : '';
  return `${resource.group}/${resource.plural}/${scope}/${name}`;
}
