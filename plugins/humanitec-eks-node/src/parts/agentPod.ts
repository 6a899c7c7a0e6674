import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';

export const DEFAULT_IMAGE = 'ghcr.io/humanitec/agent:1.8.4';
/** Not root, and in the group that may read the mounted key. */
const AGENT_UID = 1000;

/** The agent's pod: a proxy that only calls out, with no ports and no rights in the cluster. */
export function agentPodSpec(
  spec: BindingSpec,
  uses: {
    name: string;
    configMap: string;
    secret: string;
    secretKey: string;
    labels: Record<string, string>;
  },
) {
  return {
    serviceAccountName: uses.name,
    automountServiceAccountToken: false,
    // Pod Security Standards, restricted.
    securityContext: {
      runAsNonRoot: true,
      runAsUser: AGENT_UID,
      runAsGroup: AGENT_UID,
      fsGroup: AGENT_UID,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    topologySpreadConstraints: [
      spread('topology.kubernetes.io/zone', uses.labels),
      spread('kubernetes.io/hostname', uses.labels),
    ],
    containers: [
      {
        name: uses.name,
        image: spec.agent.image ?? DEFAULT_IMAGE,
        envFrom: [{ configMapRef: { name: uses.configMap } }],
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
          privileged: false,
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
          secretName: uses.secret,
          defaultMode: 0o400,
          items: [{ key: uses.secretKey, path: 'private_key.pem' }],
        },
      },
    ],
  };
}

/** Spread where possible; a cluster of one node must still run it. */
function spread(topologyKey: string, matchLabels: Record<string, string>) {
  return {
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels },
  };
}
