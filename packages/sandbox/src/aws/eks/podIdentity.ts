// Which IAM role the pods of a service account act as.
import { z } from 'zod';
import { mayServiceUseRole } from '../assumeRole';
import { hexId } from '../ids';
import { RestCall, restOperation } from '../restJson';
import { Cluster, PodIdentityAssociation } from '../state';
import { findCluster, findUsableCluster } from './clusterStatus';
import {
  accessDenied,
  invalidParameter,
  resourceInUse,
  resourceNotFound,
} from './errors';
import { madeBy, repeated } from './requestToken';
import {
  eksPage,
  paging,
  requestToken,
  seconds,
  tagMap,
  tagsOf,
} from './shapes';

const listPath = '/clusters/:name/pod-identity-associations';
const onePath = `${listPath}/:associationId`;

const oneInput = z.object({ name: z.string(), associationId: z.string() });

const changeable = {
  targetRoleArn: z.string().optional(),
  disableSessionTags: z.boolean().optional(),
  policy: z.string().optional(),
  clientRequestToken: requestToken,
};

export const CreatePodIdentityAssociation = restOperation({
  method: 'post',
  path: listPath,
  write: true,
  input: z.object({
    ...changeable,
    name: z.string(),
    namespace: z.string().min(1),
    serviceAccount: z.string().min(1),
    roleArn: z.string(),
    tags: tagMap.optional(),
  }),
  run: (call, { name, ...request }) => {
    const cluster = findUsableCluster(call, name);
    const present = [...cluster.podIdentityAssociations.values()].find(
      one =>
        one.namespace === request.namespace &&
        one.serviceAccount === request.serviceAccount,
    );
    const known = repeated(present ? [present] : [], request, name);
    if (known) return { association: describe(cluster, known) };
    if (present) {
      throw resourceInUse(
        `Association already exists: ${present.associationId}`,
        name,
      );
    }
    checkPodRole(call, name, request.roleArn);
    const now = call.world.clock.now();
    const associationId = `a-${hexId(18).slice(0, 17)}`;
    const association: PodIdentityAssociation = {
      associationId,
      associationArn: `arn:aws:eks:${cluster.region}:${cluster.accountId}:podidentityassociation/${name}/${associationId}`,
      namespace: request.namespace,
      serviceAccount: request.serviceAccount,
      roleArn: request.roleArn,
      targetRoleArn: request.targetRoleArn,
      externalId: externalId(cluster, request.targetRoleArn, associationId),
      disableSessionTags: request.disableSessionTags ?? false,
      policy: request.policy,
      tags: new Map(Object.entries(request.tags ?? {})),
      createdAt: now,
      modifiedAt: now,
      ...madeBy(request),
    };
    cluster.podIdentityAssociations.set(associationId, association);
    return { association: describe(cluster, association) };
  },
});

export const DescribePodIdentityAssociation = restOperation({
  method: 'get',
  path: onePath,
  write: false,
  input: oneInput,
  run: (call, { name, associationId }) => {
    const cluster = findCluster(call, name);
    return { association: describe(cluster, find(cluster, associationId)) };
  },
});

export const ListPodIdentityAssociations = restOperation({
  method: 'get',
  path: listPath,
  write: false,
  input: z.object({
    ...paging,
    name: z.string(),
    namespace: z.string().optional(),
    serviceAccount: z.string().optional(),
  }),
  run: (call, { name, namespace, serviceAccount, ...request }) => {
    const found = [...findCluster(call, name).podIdentityAssociations.values()]
      .filter(one => !namespace || one.namespace === namespace)
      .filter(one => !serviceAccount || one.serviceAccount === serviceAccount)
      .map(one => ({
        clusterName: name,
        namespace: one.namespace,
        serviceAccount: one.serviceAccount,
        associationArn: one.associationArn,
        associationId: one.associationId,
      }));
    const { members, rest } = eksPage(found, request);
    return { associations: members, ...rest };
  },
});

export const UpdatePodIdentityAssociation = restOperation({
  method: 'post',
  path: onePath,
  write: true,
  input: oneInput.extend({ ...changeable, roleArn: z.string().optional() }),
  run: (call, { name, associationId, ...request }) => {
    const cluster = findUsableCluster(call, name);
    const association = find(cluster, associationId);
    if (request.roleArn) checkPodRole(call, name, request.roleArn);
    const targetRoleArn = request.targetRoleArn ?? association.targetRoleArn;
    Object.assign(association, {
      roleArn: request.roleArn ?? association.roleArn,
      disableSessionTags:
        request.disableSessionTags ?? association.disableSessionTags,
      policy: request.policy ?? association.policy,
      targetRoleArn,
      externalId: externalId(cluster, targetRoleArn, associationId),
      modifiedAt: call.world.clock.now(),
    } satisfies Partial<PodIdentityAssociation>);
    return { association: describe(cluster, association) };
  },
});

export const DeletePodIdentityAssociation = restOperation({
  method: 'delete',
  path: onePath,
  write: true,
  input: oneInput,
  run: (call, { name, associationId }) => {
    const cluster = findUsableCluster(call, name);
    const association = find(cluster, associationId);
    cluster.podIdentityAssociations.delete(associationId);
    return { association: describe(cluster, association) };
  },
});

function checkPodRole(
  { world, caller }: RestCall,
  clusterName: string,
  roleArn: string,
) {
  if (!roleArn.startsWith(`arn:aws:iam::${caller.accountId}:role/`)) {
    throw accessDenied('Cross-account pass role is not allowed.');
  }
  const role = world.aws.findRole(roleArn);
  const usable =
    role &&
    ['sts:AssumeRole', 'sts:TagSession'].every(action =>
      mayServiceUseRole(world, role, 'pods.eks.amazonaws.com', action),
    );
  if (!usable) {
    throw invalidParameter(
      `Role ${roleArn} does not exist or its trust policy does not allow pods.eks.amazonaws.com sts:AssumeRole and sts:TagSession`,
      clusterName,
    );
  }
}

/** EKS's own external ID for the second role, so that the role can demand it. */
function externalId(
  cluster: Cluster,
  targetRoleArn: string | undefined,
  associationId: string,
) {
  return targetRoleArn
    ? `${cluster.region}/${cluster.accountId}/${cluster.name}/${associationId}`
    : undefined;
}

function find(cluster: Cluster, id: string): PodIdentityAssociation {
  const association = cluster.podIdentityAssociations.get(id);
  if (!association) {
    throw resourceNotFound(
      `The association with ID ${id} was not found`,
      cluster.name,
    );
  }
  return association;
}

function describe(cluster: Cluster, one: PodIdentityAssociation) {
  return {
    clusterName: cluster.name,
    namespace: one.namespace,
    serviceAccount: one.serviceAccount,
    roleArn: one.roleArn,
    associationArn: one.associationArn,
    associationId: one.associationId,
    tags: tagsOf(one.tags),
    createdAt: seconds(one.createdAt),
    modifiedAt: seconds(one.modifiedAt),
    disableSessionTags: one.disableSessionTags,
    targetRoleArn: one.targetRoleArn,
    externalId: one.externalId,
    policy: one.policy,
  };
}
