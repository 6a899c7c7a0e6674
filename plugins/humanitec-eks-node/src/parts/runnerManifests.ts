import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import type { Manifest } from '../kubernetes/kubernetesClient';
import { ourLabels } from '../kubernetes/objects';

const RBAC = 'rbac.authorization.k8s.io';
const RUNNER_ROLE = 'humanitec-runner';
const DEPLOYER_ROLE = 'humanitec-deploy-runner';

/** Where OpenTofu jobs run, what they may do there, and what Humanitec may do to start them. */
export function runnerManifests(spec: BindingSpec): Manifest[] {
  const { runnerNamespace: namespace, runnerServiceAccount } = spec.names;
  const labels = ourLabels(spec);
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace, labels },
    },
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: runnerServiceAccount, namespace, labels },
    },
    role(RUNNER_ROLE, namespace, labels, RUNNER_RULES),
    roleBinding(RUNNER_ROLE, namespace, labels, {
      kind: 'ServiceAccount',
      name: runnerServiceAccount,
      namespace,
    }),
    role(DEPLOYER_ROLE, namespace, labels, DEPLOYER_RULES),
    roleBinding(DEPLOYER_ROLE, namespace, labels, {
      apiGroup: RBAC,
      kind: 'Group',
      name: spec.names.kubernetesGroup,
    }),
  ];
}

/** Outputs are written to Secrets and ConfigMaps; the Kubernetes backend of OpenTofu keeps its state in Secrets and locks with Leases. */
const RUNNER_RULES = [
  {
    apiGroups: [''],
    resources: ['secrets', 'configmaps'],
    verbs: ['create', 'get', 'list', 'update', 'delete', 'deletecollection'],
  },
  {
    apiGroups: ['coordination.k8s.io'],
    resources: ['leases'],
    verbs: ['create', 'get', 'list', 'update', 'watch'],
  },
];

const DEPLOYER_RULES = [
  { apiGroups: ['batch'], resources: ['jobs'], verbs: ['create', 'delete'] },
  {
    apiGroups: [''],
    resources: ['configmaps', 'secrets'],
    verbs: ['get', 'create', 'delete', 'deletecollection'],
  },
  { apiGroups: [''], resources: ['pods', 'events'], verbs: ['list'] },
  { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
];

function role(
  name: string,
  namespace: string,
  labels: Record<string, string>,
  rules: unknown[],
): Manifest {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'Role',
    metadata: { name, namespace, labels },
    rules,
  } as Manifest;
}

function roleBinding(
  name: string,
  namespace: string,
  labels: Record<string, string>,
  subject: Record<string, string>,
): Manifest {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata: { name, namespace, labels },
    roleRef: { apiGroup: RBAC, kind: 'Role', name },
    subjects: [subject],
  } as Manifest;
}
