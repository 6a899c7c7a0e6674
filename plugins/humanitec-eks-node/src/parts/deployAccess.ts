import type { Cluster } from '@aws-sdk/client-eks';
import {
  BindingSpec,
  Change,
  Fact,
  factsOf,
  OWNER_TAG,
} from 'backstage-plugin-humanitec-eks-common';
import { findAccessEntry, FoundAccessEntry } from '../aws/accessEntry';
import { applyAccessEntry, removeAccessEntry } from '../aws/applyAccessEntry';
import { findCluster, hasAccessEntries } from '../aws/eksCluster';
import { findRole } from '../aws/iamRole';
import { planAccessEntry } from '../aws/planAccessEntry';
import { accessEntryResource } from '../cloudFormation/accessEntryResource';
import { renderStack } from '../cloudFormation/stack';
import type { Manifest } from '../kubernetes/kubernetesClient';
import {
  applyObjects,
  findObjects,
  FoundObjects,
  ourLabels,
  planObjects,
  removeObjects,
  renderManifests,
} from '../kubernetes/objects';
import { requireKubernetes } from '../kubernetes/requireKubernetes';
import { accessRoleArn } from './accessRole';
import type { Part } from './part';

const CLUSTER_ROLE = 'humanitec-deploy-access';

export interface DeployAccessState {
  entry?: FoundAccessEntry;
  roleCreatedAt?: Date;
  /** Undefined while there is no cluster to look into. */
  objects?: FoundObjects;
}

/** What Humanitec may do in the cluster: an access entry that maps the access role to a group, and the group's rights. */
export const deployAccess: Part<DeployAccessState> = {
  id: 'deployAccess',

  render: spec => [
    renderStack('aws/deploy-access.yaml', {
      Description: `Lets Humanitec's role into EKS cluster ${spec.clusterName}`,
      Resources: {
        DeployAccess: accessEntryResource(spec, {
          clusterName: spec.clusterName,
          ...wantedEntry(spec),
        }),
      },
    }),
    renderManifests('kubernetes/deploy-access.yaml', manifests(spec)),
  ],

  async observe(spec, systems) {
    const { aws } = systems;
    const { clusterName } = spec;
    const entryOf = async (cluster: Cluster | undefined) =>
      hasAccessEntries(cluster)
        ? findAccessEntry(aws, clusterName, accessRoleArn(spec))
        : undefined;
    const [entry, role, objects] = await Promise.all([
      findCluster(aws, clusterName).then(entryOf),
      findRole(aws, spec.names.accessRole),
      systems
        .kubernetes()
        .then(client => client && findObjects(client, manifests(spec))),
    ]);
    if (!entry && !objects?.size) return undefined;
    return { entry, roleCreatedAt: role?.createdAt, objects };
  },

  plan,

  things: spec => plan(spec, undefined),

  async apply(spec, observed, systems) {
    const kubernetes = await requireKubernetes(systems);
    // Rights before the door: the group can do nothing until both are there.
    await applyObjects(
      spec,
      kubernetes,
      manifests(spec),
      observed?.objects,
      systems,
    );
    await applyAccessEntry(
      spec,
      wantedEntry(spec),
      observed?.entry,
      'own',
      systems,
      observed?.roleCreatedAt,
    );
    const state = await deployAccess.observe(spec, systems);
    if (!state)
      throw new Error('EKS does not show the access entry that was just made');
    return state;
  },

  async remove(spec, observed, systems) {
    await removeAccessEntry(spec, observed.entry, systems);
    const kubernetes = await systems.kubernetes();
    if (kubernetes && observed.objects) {
      await removeObjects(
        spec,
        kubernetes,
        manifests(spec),
        observed.objects,
        systems,
      );
    }
  },

  facts: ({ entry }) => (entry ? facts(entry) : []),
};

function plan(
  spec: BindingSpec,
  observed: DeployAccessState | undefined,
): Change[] {
  return [
    ...planAccessEntry(
      spec,
      wantedEntry(spec),
      observed?.entry,
      'own',
      observed?.roleCreatedAt,
    ),
    ...planObjects(spec, manifests(spec), observed?.objects),
  ];
}

/** Access policies are not of our making, so they stay; but they add to what the group may do. */
function facts(entry: FoundAccessEntry): Fact[] {
  const policies = [...entry.clusterPolicyArns, ...entry.namespacePolicyArns];
  return factsOf({
    groups: entry.kubernetesGroups.join(', '),
    accessPolicies: policies.join(', ') || undefined,
  });
}

function wantedEntry(spec: BindingSpec) {
  const { existing, owner } = spec.cluster;
  return {
    principalArn: accessRoleArn(spec),
    kubernetesGroups: [spec.names.kubernetesGroup],
    // A cluster that somebody else made is not tagged, so its owner is kept here.
    ...(existing && owner && { tags: { [OWNER_TAG]: owner } }),
  };
}

/** The least that Humanitec's Direct mode needs cluster-wide; nothing on secrets. */
function manifests(spec: BindingSpec): Manifest[] {
  const metadata = { name: CLUSTER_ROLE, labels: ourLabels(spec) };
  const edit = ['create', 'get', 'list', 'update', 'patch', 'delete'];
  return [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata,
      rules: [
        { apiGroups: [''], resources: ['namespaces'], verbs: edit },
        {
          apiGroups: ['humanitec.io'],
          resources: [
            'resources',
            'secretmappings',
            'workloadpatches',
            'workloads',
          ],
          verbs: [...edit, 'deletecollection', 'watch'],
        },
        { apiGroups: ['batch'], resources: ['jobs'], verbs: ['get', 'list'] },
        {
          apiGroups: ['apps'],
          resources: [
            'deployments',
            'statefulsets',
            'replicasets',
            'daemonsets',
          ],
          verbs: ['get', 'list'],
        },
        {
          apiGroups: ['apps'],
          resources: ['deployments/scale'],
          verbs: ['update'],
        },
        {
          apiGroups: [''],
          resources: ['pods', 'pods/log'],
          verbs: ['get', 'list'],
        },
        { apiGroups: [''], resources: ['configmaps'], verbs: ['get'] },
      ],
    } as Manifest,
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata,
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: CLUSTER_ROLE,
      },
      subjects: [
        {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'Group',
          name: spec.names.kubernetesGroup,
        },
      ],
    } as Manifest,
  ];
}
