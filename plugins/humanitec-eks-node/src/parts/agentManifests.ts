import { createHash } from 'node:crypto';
import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import type { Manifest } from '../kubernetes/kubernetesClient';
import { ourLabels } from '../kubernetes/objects';
import type { GuardedEntries } from '../kubernetes/unwantedEntries';
import { agentPodSpec } from './agentPod';

/** Name of the Deployment and ServiceAccount, as in Humanitec's own chart and manifests. */
export const AGENT_NAME = 'humanitec-agent';
/**
 * Secrets that may hold the agent's private key; nothing else ever does. The
 * first has the name of Humanitec's own manifests. A key that is rotated stays
 * in its Secret while its successor waits in the other.
 */
export const AGENT_SECRETS = [
  'humanitec-agent-secret-private-key',
  'humanitec-agent-secret-private-key-2',
] as const;
export type AgentSecretName = (typeof AGENT_SECRETS)[number];
/** The key of the Secret's data. */
export const PRIVATE_KEY = 'private_key';
/** Annotation of a Secret: fingerprint of the key that this one takes the place of. */
export const REPLACES_ANNOTATION = 'humanitec-eks/replaces-key';
/** Annotation of the pods: new key, new pods. */
export const FINGERPRINT_ANNOTATION = 'humanitec-eks/key-fingerprint';
/** Annotation of the pods: new configuration, new pods. */
export const CONFIG_ANNOTATION = 'humanitec-eks/config-hash';
/** The agent's environment. */
export const CONFIG_MAP = 'humanitec-agent-configmap-env';

export const DEFAULT_REPLICAS = 2;
/** What the agent reaches without the proxy: itself, the cluster, and the private endpoint of EKS. */
export const DEFAULT_NO_PROXY =
  'localhost,127.0.0.1,.svc,.cluster.local,.eks.amazonaws.com,.eks.amazonaws.com.cn';

const SELECTOR = {
  'app.kubernetes.io/name': AGENT_NAME,
  'app.kubernetes.io/instance': AGENT_NAME,
};

/** Which key the pods run with. */
export interface AgentKeyUse {
  secret: AgentSecretName;
  /** Of the public key, lowercase hex SHA-256 of its DER form. */
  fingerprint: string;
}

/** What must be there before the key: its namespace. */
export function agentNamespace(spec: BindingSpec): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: spec.names.agentNamespace,
      labels: {
        ...ourLabels(spec),
        'pod-security.kubernetes.io/enforce': 'restricted',
      },
    },
  };
}

/** A Secret of the agent without its data, for finding, marking and deleting it. */
export function agentSecret(
  spec: BindingSpec,
  name: AgentSecretName,
): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace: spec.names.agentNamespace,
      labels: ourLabels(spec),
    },
  };
}

/** Everything of the agent but its key. */
export function agentWorkload(spec: BindingSpec, key: AgentKeyUse): Manifest[] {
  return [
    agentServiceAccount(spec),
    agentConfigMap(spec),
    agentDeployment(spec, key),
    ...(wantsBudget(spec) ? [agentBudget(spec)] : []),
  ];
}

/** All that may be there of the agent, wherever its key is and however many pods it has. */
export function agentManifests(spec: BindingSpec): Manifest[] {
  const [secret] = AGENT_SECRETS;
  return [
    agentNamespace(spec),
    ...AGENT_SECRETS.map(name => agentSecret(spec, name)),
    agentServiceAccount(spec),
    agentConfigMap(spec),
    agentDeployment(spec, { secret, fingerprint: '' }),
    agentBudget(spec),
  ];
}

function metadataOf(spec: BindingSpec, name: string) {
  return {
    name,
    namespace: spec.names.agentNamespace,
    labels: ourLabels(spec),
  };
}

/** How many pods the agent should have. */
export function replicasOf(spec: BindingSpec): number {
  return spec.agent.replicas ?? DEFAULT_REPLICAS;
}

/** The agent has no rights in the cluster: its callers bring their own. */
function agentServiceAccount(spec: BindingSpec): Manifest {
  const account = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: metadataOf(spec, AGENT_NAME),
    automountServiceAccountToken: false,
  };
  return account;
}

function agentConfigMap(spec: BindingSpec): Manifest {
  const configMap = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadataOf(spec, CONFIG_MAP),
    data: environment(spec),
  };
  return configMap;
}

/** Proxy variables, whoever set them: the agent would follow them. */
export function guardedProxies(spec: BindingSpec): GuardedEntries {
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
  return {
    manifest: agentConfigMap(spec),
    field: 'data',
    keys: names.flatMap(name => [name, name.toLowerCase()]),
  };
}

/** Programs differ in whether they read the upper-case or the lower-case name. */
function environment(spec: BindingSpec): Record<string, string> {
  const { httpProxy, httpsProxy, noProxy } = spec.agent.proxy ?? {};
  const proxied = httpProxy || httpsProxy;
  const variables = {
    HTTP_PROXY: httpProxy,
    HTTPS_PROXY: httpsProxy,
    NO_PROXY: noProxy ?? (proxied && DEFAULT_NO_PROXY),
  };
  const data: Record<string, string> = { ORGS: spec.organization };
  for (const [name, value] of Object.entries(variables)) {
    if (!value) continue;
    data[name] = value;
    data[name.toLowerCase()] = value;
  }
  return data;
}

function agentDeployment(spec: BindingSpec, key: AgentKeyUse): Manifest {
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadataOf(spec, AGENT_NAME),
    spec: {
      replicas: replicasOf(spec),
      // It has no probe: a pod that stays up this long has got through to Humanitec.
      minReadySeconds: 10,
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
      },
      selector: { matchLabels: SELECTOR },
      template: {
        metadata: {
          labels: { ...ourLabels(spec), ...SELECTOR },
          annotations: {
            [FINGERPRINT_ANNOTATION]: key.fingerprint,
            [CONFIG_ANNOTATION]: configHash(environment(spec)),
          },
        },
        spec: agentPodSpec(spec, {
          name: AGENT_NAME,
          configMap: CONFIG_MAP,
          secret: key.secret,
          secretKey: PRIVATE_KEY,
          labels: SELECTOR,
        }),
      },
    },
  };
  return deployment;
}

function configHash(data: Record<string, string>): string {
  const canonical = JSON.stringify(Object.entries(data).sort());
  return createHash('sha256').update(canonical).digest('hex').slice(0, 16);
}

/** For one pod, a budget would keep its node from ever being drained. */
export function wantsBudget(spec: BindingSpec): boolean {
  return replicasOf(spec) > 1;
}

export function agentBudget(spec: BindingSpec): Manifest {
  const budget = {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadataOf(spec, AGENT_NAME),
    spec: { maxUnavailable: 1, selector: { matchLabels: SELECTOR } },
  };
  return budget;
}
