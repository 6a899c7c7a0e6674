import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import type { Manifest } from '../kubernetes/kubernetesClient';
import { ourLabels } from '../kubernetes/objects';

/** Name of the Deployment and ServiceAccount, as in Humanitec's own chart and manifests. */
export const AGENT_NAME = 'humanitec-agent';
/** Secret that holds the agent's private key; nothing else ever does. */
export const AGENT_SECRET = 'humanitec-agent-secret-private-key';
/** Its key. */
export const PRIVATE_KEY = 'private_key';
/** Annotation of the pods: new key, new pods. */
export const FINGERPRINT_ANNOTATION = 'humanitec-eks/key-fingerprint';

const DEFAULT_IMAGE = 'ghcr.io/humanitec/agent:1.8.4';
const DEFAULT_REPLICAS = 2;
const CONFIG_MAP = 'humanitec-agent-configmap-env';
/** Not root, and the owner of the mounted key. */
const AGENT_UID = 1000;

/** What must be there before the key: its namespace. */
export function agentNamespace(spec: BindingSpec): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: spec.names.agentNamespace, labels: ourLabels(spec) },
  };
}

/** The Secret without its data, for finding and deleting it. */
export function agentSecret(spec: BindingSpec): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: AGENT_SECRET,
      namespace: spec.names.agentNamespace,
      labels: ourLabels(spec),
    },
  };
}

/**
 * Everything of the agent but its key.
 *
 * @param fingerprint - of the public key, lowercase hex SHA-256 of its DER form
 */
export function agentWorkload(
  spec: BindingSpec,
  fingerprint: string,
): Manifest[] {
  const at = { namespace: spec.names.agentNamespace, labels: ourLabels(spec) };
  const replicas = spec.agent.replicas ?? DEFAULT_REPLICAS;
  const selector = {
    'app.kubernetes.io/name': AGENT_NAME,
    'app.kubernetes.io/instance': AGENT_NAME,
  };
  const manifests: Manifest[] = [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: AGENT_NAME, ...at },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: CONFIG_MAP, ...at },
      data: { ORGS: spec.organization },
    } as Manifest,
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: AGENT_NAME, ...at },
      spec: {
        replicas,
        selector: { matchLabels: selector },
        template: {
          metadata: {
            labels: { ...ourLabels(spec), ...selector },
            annotations: { [FINGERPRINT_ANNOTATION]: fingerprint },
          },
          spec: podSpec(spec),
        },
      },
    } as Manifest,
  ];
  if (replicas > 1) {
    manifests.push({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: AGENT_NAME, ...at },
      spec: { maxUnavailable: 1, selector: { matchLabels: selector } },
    } as Manifest);
  }
  return manifests;
}

/** The agent is a proxy that only calls out: no ports, no rights in the cluster. */
function podSpec(spec: BindingSpec) {
  return {
    serviceAccountName: AGENT_NAME,
    automountServiceAccountToken: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: AGENT_UID,
      runAsGroup: AGENT_UID,
      fsGroup: AGENT_UID,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: AGENT_NAME,
        image: spec.agent.image ?? DEFAULT_IMAGE,
        envFrom: [{ configMapRef: { name: CONFIG_MAP } }],
        env: [
          {
            name: 'CONNECTION_ID',
            valueFrom: { fieldRef: { fieldPath: 'metadata.name' } },
          },
        ],
        resources: {
          requests: { cpu: '25m', memory: '64Mi' },
          limits: { cpu: '250m', memory: '256Mi' },
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        volumeMounts: [{ name: 'key', mountPath: '/keys', readOnly: true }],
      },
    ],
    volumes: [
      {
        name: 'key',
        secret: {
          secretName: AGENT_SECRET,
          defaultMode: 0o400,
          items: [{ key: PRIVATE_KEY, path: 'private_key.pem' }],
        },
      },
    ],
  };
}
