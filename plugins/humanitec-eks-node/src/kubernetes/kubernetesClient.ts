import {
  AppsV1Api,
  createConfiguration,
  CoreV1Api,
  KubernetesObject,
  PatchStrategy,
  ServerConfiguration,
} from '@kubernetes/client-node';
import { FIELD_MANAGER } from 'backstage-plugin-humanitec-eks-common';
import { z } from 'zod';
import { kubernetesCall, KubernetesConnection } from './kubernetesCall';
import { KubernetesError } from './kubernetesError';
import { ObjectApi } from './objectApi';
import { transport } from './transport';

/** A manifest: an object with a name, as it would stand in a YAML file. */
export interface Manifest extends KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    /** Of the very object that was read. */
    uid?: string;
    /** Of the version that was read. */
    resourceVersion?: string;
  };
}

/** An object as the API returned it, in plain JSON. */
export interface LiveObject {
  apiVersion: string;
  kind: string;
  metadata: Manifest['metadata'] & {
    /** Set while it is being deleted. */
    deletionTimestamp?: string;
    ownerReferences?: { kind: string; name: string }[];
  };
  [field: string]: unknown;
}

/** The API of one cluster. */
export interface KubernetesClient {
  /** The object, or undefined when there is none of that name. */
  find(manifest: Manifest): Promise<LiveObject | undefined>;
  /** Makes the object; HTTP 409 when one of that name is there, so that of two runs only one makes it. */
  create(manifest: Manifest): Promise<LiveObject>;
  /** Puts the object in the place of the one with its `resourceVersion`; HTTP 409 when that has changed since. */
  replace(manifest: Manifest): Promise<LiveObject>;
  /** Server-side apply as our field manager; takes fields over from others. */
  apply(manifest: Manifest): Promise<LiveObject>;
  /**
   * Deletes the object and what it owns; what is gone already is fine. With a
   * `uid`, only that very object: HTTP 409 when another has taken its place.
   */
  delete(manifest: Manifest): Promise<void>;
  list(
    apiVersion: string,
    kind: string,
    /** All namespaces when undefined. */
    namespace: string | undefined,
    labelSelector?: string,
  ): Promise<LiveObject[]>;
  /** Deployments of all namespaces, in one call: the kind needs not be looked up before. */
  listDeployments(labelSelector: string): Promise<LiveObject[]>;
  /** The last lines of a pod's log. */
  podLog(namespace: string, pod: string, lines: number): Promise<string>;
}

/** What only reads. */
export type KubernetesReads = Pick<KubernetesClient, 'find' | 'list'>;

/**
 * A client for one EKS cluster, over TLS with the CA that EKS named.
 *
 * @param options - `token` is called for each request; the client is done when the signal is aborted
 */
export function kubernetesClient(
  options: KubernetesConnection & {
    endpoint: string;
    caPem: string;
    token: () => Promise<string>;
  },
): KubernetesClient {
  const configuration = createConfiguration({
    baseServer: new ServerConfiguration(options.endpoint, {}),
    httpApi: transport(options),
  });
  const objects = new ObjectApi(configuration);
  const core = new CoreV1Api(configuration);
  const apps = new AppsV1Api(configuration);

  const call = <T>(
    verb: string,
    subject: Manifest,
    send: () => Promise<unknown>,
  ) => kubernetesCall<T>(options, verb, subject, send);

  /** What answers a write with something else has not carried it out. */
  const write = async (
    verb: string,
    manifest: Manifest,
    send: () => Promise<unknown>,
  ) => {
    const written = await call<LiveObject | null>(verb, manifest, send);
    if (!written?.metadata) throw notKubernetes(`${verb} ${manifest.kind}`);
    return written;
  };

  return {
    find: async manifest => {
      const { kind } = manifest;
      const found = await orNone(
        call<LiveObject | null>('get', manifest, () => objects.read(manifest)),
      );
      if (found === undefined) return undefined;
      if (!isObject(found)) throw notKubernetes(`get ${kind}`);
      return found;
    },
    create: manifest =>
      write('create', manifest, () =>
        objects.create(manifest, undefined, undefined, FIELD_MANAGER),
      ),
    replace: manifest =>
      write('replace', manifest, () =>
        objects.replace(manifest, undefined, undefined, FIELD_MANAGER),
      ),
    apply: manifest =>
      write('apply', manifest, () =>
        objects.patch(
          manifest,
          undefined,
          undefined,
          FIELD_MANAGER,
          true,
          PatchStrategy.ServerSideApply,
        ),
      ),
    delete: async manifest => {
      const { uid } = manifest.metadata;
      // The object while it goes, or else a Status, which has metadata too.
      await orNone(
        write('delete', manifest, () =>
          objects.delete(
            manifest,
            undefined,
            undefined,
            undefined,
            undefined,
            undefined,
            {
              propagationPolicy: 'Background',
              ...(uid && { preconditions: { uid } }),
            },
          ),
        ),
      );
    },
    list: async (apiVersion, kind, namespace, labelSelector) => {
      const answer = await call<unknown>(
        'list',
        { apiVersion, kind, metadata: { name: '', namespace } },
        () =>
          objects.list(
            apiVersion,
            kind,
            namespace,
            undefined,
            undefined,
            undefined,
            undefined,
            labelSelector,
          ),
      );
      return itemsOf(answer, kind);
    },
    listDeployments: async labelSelector => {
      const answer = await call<unknown>(
        'list',
        { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: '' } },
        () => apps.listDeploymentForAllNamespaces({ labelSelector }),
      );
      return itemsOf(answer, 'Deployment');
    },
    podLog: (namespace, name, tailLines) =>
      call(
        'log',
        { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace } },
        () => core.readNamespacedPodLog({ name, namespace, tailLines }),
      ),
  };
}

const nameSchema = z.object({
  metadata: z.object({
    name: z.string(),
    labels: z.record(z.string(), z.string()).nullish(),
    annotations: z.record(z.string(), z.string()).nullish(),
  }),
});
const listSchema = z.object({ items: z.array(z.unknown()) });

/** Whatever else is in it, it has a name. */
function isObject(value: unknown): value is LiveObject {
  return nameSchema.safeParse(value).success;
}

function itemsOf(answer: unknown, kind: string): LiveObject[] {
  const items: unknown[] = listSchema.safeParse(answer).data?.items ?? [null];
  if (!items.every(isObject)) throw notKubernetes(`list ${kind}`);
  return items;
}

/** Something that answers in its place, such as a proxy. */
function notKubernetes(call: string): KubernetesError {
  return new KubernetesError({
    call,
    httpStatus: 200,
    systemMessage: 'the answer is not of the Kubernetes API',
  });
}

/** The result, or undefined when there is no such object. */
async function orNone<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof KubernetesError && error.httpStatus === 404) {
      return undefined;
    }
    throw error;
  }
}
