import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
} from 'node:crypto';
import type { Tamper } from './tamper';

/** The agent's namespace and the names of its objects, as in Humanitec's chart. */
const at = { namespace: 'humanitec-agent' };
export interface AgentObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
}

const named = (name: string) => ({ name, ...at });

export const namespace = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'humanitec-agent' },
};
export const secret = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: named('humanitec-agent-secret-private-key'),
};
export const secondSecret = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: named('humanitec-agent-secret-private-key-2'),
};
export const serviceAccount = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: named('humanitec-agent'),
};
export const configMap = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: named('humanitec-agent-configmap-env'),
};
export const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: named('humanitec-agent'),
};
export const budget = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: named('humanitec-agent'),
};

/** An RSA key that somebody else made; slow, so make few. */
export function foreignKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 4096 });
  return {
    publicPem: createPublicKey(privateKey)
      .export({ type: 'spki', format: 'pem' })
      .toString(),
    /** Data of a Secret. */
    data: {
      private_key: Buffer.from(
        privateKey.export({ type: 'pkcs8', format: 'pem' }),
      ).toString('base64'),
    },
  };
}

type Selector = { matchLabels: Record<string, string> };

/** The Deployment of somebody who installed the agent otherwise: other container, volume and path. */
export function foreignDeployment(selector: Selector) {
  return {
    ...deployment,
    metadata: {
      ...deployment.metadata,
      labels: { 'app.kubernetes.io/managed-by': 'Helm' },
      annotations: {
        'meta.helm.sh/release-name': 'humanitec-agent',
        'meta.helm.sh/release-namespace': 'humanitec-agent',
      },
    },
    spec: {
      replicas: 1,
      selector,
      template: {
        metadata: { labels: selector.matchLabels },
        spec: {
          containers: [
            {
              name: 'agent',
              image: 'ghcr.io/humanitec/agent:1.2.4',
              volumeMounts: [{ name: 'pem', mountPath: '/keys' }],
            },
          ],
          volumes: [
            { name: 'pem', secret: { secretName: secret.metadata.name } },
          ],
        },
      },
    },
  };
}

/** Changes the container and pod of the agent's Deployment by hand. */
export async function editPod(
  { kubernetes }: Tamper,
  edit: (pod: any, container: any) => void,
): Promise<void> {
  const api = await kubernetes();
  const live: any = await api.read(deployment);
  const { spec } = live.spec.template;
  edit(spec, spec.containers[0]);
  await api.replace(live);
}

/** Makes objects as somebody else. */
export async function make({ kubernetes }: Tamper, ...objects: object[]) {
  const api = await kubernetes();
  for (const object of objects) await api.create(object);
}

/** Fingerprints of the agent's keys: in its Secrets, in Humanitec, and in its ready pods. */
export async function agentKeys(tamper: Tamper, id: string) {
  const api = await tamper.kubernetes();
  const secrets = await api.list<any>('v1', 'Secret', at.namespace);
  const registered: { fingerprint: string }[] = await tamper.humanitec(
    'GET',
    `/agents/${id}/keys`,
  );
  const pods = await podAnnotations(tamper);
  return {
    inCluster: secrets.items.map(fingerprintOf),
    registered: registered.map(({ fingerprint }) => fingerprint),
    running: pods.map(marks => marks['humanitec-eks/key-fingerprint']),
  };
}

function fingerprintOf({ data }: { data?: { private_key?: string } }): string {
  const pem = Buffer.from(data?.private_key ?? '', 'base64');
  const der = createPublicKey(createPrivateKey(pem)).export({
    type: 'spki',
    format: 'der',
  });
  return createHash('sha256').update(der).digest('hex');
}

/** Annotations of the agent's ready pods. */
export async function podAnnotations({
  kubernetes,
}: Tamper): Promise<Record<string, string>[]> {
  const api = await kubernetes();
  const { items } = await api.list<any>('v1', 'Pod', at.namespace);
  return items
    .filter(({ status }) =>
      status.conditions?.some(
        ({ type, status: holds }: { type: string; status: string }) =>
          type === 'Ready' && holds === 'True',
      ),
    )
    .map(({ metadata }) => metadata.annotations ?? {});
}
