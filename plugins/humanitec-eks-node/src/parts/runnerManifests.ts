import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import type { Manifest } from '../kubernetes/kubernetesClient';
import { FoundObjects, objectName, ourLabels } from '../kubernetes/objects';
import type { GuardedEntries } from '../kubernetes/unwantedEntries';

const RBAC = 'rbac.authorization.k8s.io';
const RUNNER_ROLE = 'humanitec-runner';
const DEPLOYER_ROLE = 'humanitec-deploy-runner';
/** Annotation that gives pods an IAM role through IRSA (EKS User Guide, IAM roles for service accounts). */
const IRSA = 'eks.amazonaws.com/role-arn';

/** Where runner jobs run, what they may do there, and what Humanitec may do to start them. */
export function runnerManifests(spec: BindingSpec): Manifest[] {
  const { runnerNamespace: namespace, runnerServiceAccount } = spec.names;
  const labels = ourLabels(spec);
  return [
    runnerNamespace(spec),
    serviceAccount(spec),
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

export function runnerNamespace(spec: BindingSpec): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: spec.names.runnerNamespace, labels: ourLabels(spec) },
  };
}

function serviceAccount(spec: BindingSpec): Manifest {
  const roleArn = spec.runner.serviceAccountRoleArn;
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name: spec.names.runnerServiceAccount,
      namespace: spec.names.runnerNamespace,
      labels: ourLabels(spec),
      ...(roleArn && { annotations: { [IRSA]: roleArn } }),
    },
  };
}

/** The annotation of IRSA: jobs would take its role rather than any other. */
export function guardedAnnotation(spec: BindingSpec): GuardedEntries {
  return {
    manifest: serviceAccount(spec),
    field: 'annotations',
    keys: [IRSA],
  };
}

/** An IRSA role that nobody asks about stays; one of Pod Identity takes its place. */
export function keepLiveRole(
  spec: BindingSpec,
  found: FoundObjects | undefined,
): BindingSpec {
  const { serviceAccountRoleArn, podIdentityRoleArn } = spec.runner;
  if (serviceAccountRoleArn !== undefined || podIdentityRoleArn) return spec;
  const live = found?.get(objectName(serviceAccount(spec)));
  return {
    ...spec,
    runner: {
      ...spec.runner,
      serviceAccountRoleArn: live?.metadata.annotations?.[IRSA],
    },
  };
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
  const made = {
    apiVersion: `${RBAC}/v1`,
    kind: 'Role',
    metadata: { name, namespace, labels },
    rules,
  };
  return made;
}

function roleBinding(
  name: string,
  namespace: string,
  labels: Record<string, string>,
  subject: Record<string, string>,
): Manifest {
  const made = {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata: { name, namespace, labels },
    roleRef: { apiGroup: RBAC, kind: 'Role', name },
    subjects: [subject],
  };
  return made;
}
