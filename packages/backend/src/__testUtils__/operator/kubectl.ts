import {
  KubernetesObject,
  KubernetesObjectApi,
  PatchStrategy,
} from '@kubernetes/client-node';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededIdentities } from 'sandbox';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { identity } from '../actionStack';
import { clusterAdmin } from '../clusterAdmin';
import { platformEks } from '../platformAccount';
import { commandLine } from './flags';
import type { Program } from './operator';

const kustomizationSchema = z.strictObject({
  apiVersion: z.literal('kustomize.config.k8s.io/v1beta1'),
  kind: z.literal('Kustomization'),
  resources: z.array(z.string()),
});

const FLAGS = {
  '--namespace': 'one',
  '--from-file': 'one',
  '--output': 'one',
  '--server-side': 'none',
  '--force-conflicts': 'none',
  '--field-manager': 'one',
  '--timeout': 'one',
  '-k': 'one',
} as const;

/** The commands of kubectl that a README has, as administrator of the AWS account and, if an access entry says so, of the cluster. */
export function kubectlProgram(): Program {
  const connect = () =>
    clusterAdmin(
      platformEks(),
      identity.clusterName,
      seededIdentities.administrator,
    );
  return async ({ args, stdin, cwd }) => {
    const { words, flag, has } = commandLine(args, FLAGS);
    const api = await connect();
    const [verb, kind, ...names] = words;
    switch (verb) {
      case 'create': {
        const object =
          kind === 'namespace'
            ? {
                apiVersion: 'v1',
                kind: 'Namespace',
                metadata: { name: names[0] },
              }
            : secretOf(names, flag('--namespace'), flag('--from-file'), stdin);
        await api.create(object);
        return 'created\n';
      }
      case 'label': {
        const [name, ...labels] = names;
        await api.patch(
          {
            ...named(kind, name, flag('--namespace')),
            metadata: {
              name,
              namespace: flag('--namespace'),
              labels: Object.fromEntries(labels.map(label => label.split('='))),
            },
          },
          undefined,
          undefined,
          'kubectl-label',
          undefined,
          PatchStrategy.MergePatch,
        );
        return 'labeled\n';
      }
      case 'get':
        if (kind === 'pods') return 'NAME READY\n';
        return secretKey(
          await api.read(named(kind, names[0], flag('--namespace'))),
          flag('--output'),
        );
      case 'apply':
        if (!has('--server-side') || !has('--force-conflicts')) break;
        for (const object of await kustomize(resolve(cwd, flag('-k')))) {
          await api.patch(
            object,
            undefined,
            undefined,
            flag('--field-manager'),
            true,
            PatchStrategy.ServerSideApply,
          );
        }
        return 'serverside-applied\n';
      case 'delete': {
        const objects = await kustomize(resolve(cwd, flag('-k')));
        for (const object of objects.reverse()) await api.delete(object);
        await untilGone(api, objects);
        return 'deleted\n';
      }
      case 'rollout':
        await untilRolledOut(api, named(names[0], '', flag('--namespace')));
        return 'successfully rolled out\n';
      default:
    }
    throw new Error(`no command ${args.join(' ')}`);
  };
}

interface ReadableObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace: string };
}

/** `kind/name`, or both apart. */
function named(kind: string, name: string, namespace: string): ReadableObject {
  const [type, rest = name] = kind.split('/');
  if (type === 'deployment') {
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: rest, namespace },
    };
  }
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: rest, namespace },
  };
}

/** `create secret generic NAME --from-file=KEY=/dev/stdin` */
function secretOf(
  [type, name]: string[],
  namespace: string,
  fromFile: string,
  stdin: string,
) {
  if (type !== 'generic') throw new Error(`no command create secret ${type}`);
  const [key] = fromFile.split('=');
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    type: 'Opaque',
    data: { [key]: Buffer.from(stdin).toString('base64') },
  };
}

/** `jsonpath={.data.KEY}` */
function secretKey(secret: object, output: string): string {
  const [, key] = output.match(/^jsonpath=\{\.data\.(\w+)\}$/) ?? [];
  const { data } = z
    .object({ data: z.record(z.string(), z.string()) })
    .parse(secret);
  return data[key];
}

/** Its resources, namespaces first, as kubectl orders them. */
async function kustomize(folder: string): Promise<KubernetesObject[]> {
  const read = (file: string) => readFile(resolve(folder, file), 'utf8');
  const { resources } = kustomizationSchema.parse(
    parse(await read('kustomization.yaml')),
  );
  const objects: KubernetesObject[] = [];
  for (const file of resources) {
    for (const document of parseAllDocuments(await read(file))) {
      objects.push(document.toJS());
    }
  }
  const isNamespace = ({ kind }: KubernetesObject) => kind === 'Namespace';
  return [
    ...objects.filter(isNamespace),
    ...objects.filter(object => !isNamespace(object)),
  ];
}

async function untilRolledOut(
  api: KubernetesObjectApi,
  deployment: ReadableObject,
) {
  for (let tries = 0; tries < 100; tries += 1) {
    const { spec, status } = z
      .object({
        spec: z.object({ replicas: z.number() }),
        status: z.object({ availableReplicas: z.number().default(0) }),
      })
      .parse(await api.read(deployment));
    if (status.availableReplicas === spec.replicas) return;
    await sleep(100);
  }
  throw new Error('timed out waiting for the condition');
}

async function untilGone(
  api: KubernetesObjectApi,
  objects: KubernetesObject[],
) {
  for (const { apiVersion, kind, metadata } of objects) {
    for (let tries = 0; ; tries += 1) {
      const { name = '', namespace } = metadata ?? {};
      const object = { apiVersion, kind, metadata: { name, namespace } };
      const found = await api.read(object).catch(error => {
        if (error.code === 404) return undefined;
        throw error;
      });
      if (!found) break;
      if (tries === 100) throw new Error(`${kind} ${name} is still there`);
      await sleep(100);
    }
  }
}
