import type { KubernetesReads } from '../kubernetes/kubernetesClient';
import { parseObject } from '../kubernetes/parseObject';
import { z } from 'zod';
import type { RenderedFile } from '../parts/part';

/** Where the Operator's chart puts it (Humanitec docs, Operator installation). */
export const OPERATOR_NAMESPACE = 'humanitec-operator-system';
const OPERATOR_DEPLOYMENT = 'humanitec-operator-controller-manager';
/** What the Orchestrator writes in Direct mode, and the Operator carries out. */
const CUSTOM_RESOURCES = [
  'resources.humanitec.io',
  'secretmappings.humanitec.io',
  'workloadpatches.humanitec.io',
  'workloads.humanitec.io',
];
const VALUES_FILE = 'humanitec-operator-values.yaml';

/** The Humanitec Operator of a cluster. */
export type OperatorState =
  | { state: 'missing'; what: string[] }
  | { state: 'notReady'; ready: number; wanted: number }
  | { state: 'ready' };

const deploymentSchema = z.object({
  spec: z.object({ replicas: z.number().default(1) }),
  status: z.object({ readyReplicas: z.number().default(0) }).prefault({}),
});

/** Looks for the Operator: its Deployment, and the custom resources that it serves. */
export async function findOperator(
  kubernetes: KubernetesReads,
): Promise<OperatorState> {
  const deployed = await findOperatorDeployment(kubernetes);
  const missing = deployed.state === 'missing' ? [...deployed.what] : [];
  for (const name of CUSTOM_RESOURCES) {
    const found = await kubernetes.find({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name },
    });
    if (!found) missing.push(`CustomResourceDefinition ${name}`);
  }
  return missing.length > 0 ? { state: 'missing', what: missing } : deployed;
}

/** Looks for its Deployment alone, whose pods are not ready without the custom resources. */
export async function findOperatorDeployment(
  kubernetes: Pick<KubernetesReads, 'find'>,
): Promise<OperatorState> {
  const live = await kubernetes.find({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: OPERATOR_DEPLOYMENT, namespace: OPERATOR_NAMESPACE },
  });
  if (!live) {
    const what = `Deployment ${OPERATOR_NAMESPACE}/${OPERATOR_DEPLOYMENT}`;
    return { state: 'missing', what: [what] };
  }
  const { spec, status } = parseObject(deploymentSchema, live);
  return status.readyReplicas >= spec.replicas
    ? { state: 'ready' }
    : {
        state: 'notReady',
        ready: status.readyReplicas,
        wanted: spec.replicas,
      };
}

/** The command that installs the Operator, in lines that fit a page; run it where helm reaches the cluster. */
export const OPERATOR_COMMAND = [
  'helm upgrade --install humanitec-operator',
  'oci://ghcr.io/humanitec/charts/humanitec-operator',
  '--version 0.9.0',
  `--namespace ${OPERATOR_NAMESPACE} --create-namespace`,
  `--values ${VALUES_FILE}`,
].join(' \\\n  ');

/** The values that go with {@link OPERATOR_COMMAND}; no secret is among them. */
export function operatorValues(organization: string): RenderedFile {
  return {
    path: VALUES_FILE,
    content: `${OPERATOR_COMMAND.replace(/^/gm, '# ')}
#
# Besides, the Operator needs, as the Humanitec documentation describes:
# - the Secret humanitec-operator-private-key with privateKey and
#   humanitecOrganisationID: ${organization}; its public key belongs to
#   POST /orgs/${organization}/keys
# - a SecretStore for the primary secret store of the organization
controllerManager:
  manager:
    image:
      repository: ghcr.io/humanitec/operator
  podSecurityContext:
    runAsUser: 65532
    runAsGroup: 65532
    fsGroup: 65532
`,
  };
}
