import {
  CreatePodIdentityAssociationCommand,
  DeletePodIdentityAssociationCommand,
  DescribePodIdentityAssociationCommand,
  ListPodIdentityAssociationsCommand,
  TagResourceCommand,
  UpdatePodIdentityAssociationCommand,
} from '@aws-sdk/client-eks';
import type {
  BindingSpec,
  Change,
  FieldChange,
} from 'backstage-plugin-humanitec-eks-common';
import { ownerByMark } from '../binding/owner';
import { inTheWay, mayAdopt, ownership } from '../binding/ownership';
import { renderStack } from '../cloudFormation/stack';
import type { RenderedFile } from '../parts/part';
import type { Systems } from '../systems';
import { orAbsent } from './awsError';
import { isOurs, missingTags, ourTags, tagFields, tagList } from './tags';

/** An EKS Pod Identity association as it is. */
export interface FoundPodIdentity {
  id: string;
  arn: string;
  roleArn: string;
  /** A second role, which jobs get through the first. */
  targetRoleArn?: string;
  tags: Record<string, string>;
}

/** Reads the association of the runner's service account, or undefined. */
export async function findRunnerPodIdentity(
  spec: BindingSpec,
  { aws }: Pick<Systems, 'aws'>,
): Promise<FoundPodIdentity | undefined> {
  const { clusterName } = spec;
  const listed = await orAbsent(
    aws.eks(
      new ListPodIdentityAssociationsCommand({
        clusterName,
        namespace: spec.names.runnerNamespace,
        serviceAccount: spec.names.runnerServiceAccount,
      }),
    ),
  );
  // EKS allows one for a service account.
  const associationId = listed?.associations?.[0]?.associationId;
  if (!associationId) return undefined;
  const described = await orAbsent(
    aws.eks(
      new DescribePodIdentityAssociationCommand({ clusterName, associationId }),
    ),
  );
  const { association } = described ?? {};
  return (
    association && {
      id: associationId,
      arn: association.associationArn ?? '',
      roleArn: association.roleArn ?? '',
      targetRoleArn: association.targetRoleArn,
      tags: association.tags ?? {},
    }
  );
}

/**
 * The role that jobs should get: undefined leaves what is there, an empty text
 * is none. An IRSA role is instead of it.
 */
function wantedRole({ runner }: BindingSpec): string | undefined {
  return runner.serviceAccountRoleArn ? '' : runner.podIdentityRoleArn;
}

/** What must change about the association. */
export function planRunnerPodIdentity(
  spec: BindingSpec,
  found: FoundPodIdentity | undefined,
): Change[] {
  const to = wantedRole(spec);
  const subject = {
    kind: 'pod identity association',
    name: `${spec.names.runnerNamespace}/${spec.names.runnerServiceAccount}`,
  };
  if (to === undefined) return [];
  if (!found) {
    const fields = [{ path: 'roleArn', to }];
    return to ? [{ action: 'create', ...subject, fields }] : [];
  }
  const owner = ownerByMark(spec, found.tags);
  const { adopt } = spec;
  const unmarked = `the service account has an association with ${found.roleArn}, which does not carry our tag`;
  const foreign = { owner, unmarked, remedies: ['remove it'] };
  if (to) {
    const fields = [
      ...roleFields(to, found),
      ...tagFields(ourTags(spec), found.tags),
    ];
    return ownership({ ...foreign, adopt, subject, fields });
  }
  if (owner !== 'us' && !mayAdopt({ owner, adopt })) {
    const reason = inTheWay(foreign, 'to delete it');
    return [{ action: 'refuse', ...subject, reason }];
  }
  const reason = spec.runner.serviceAccountRoleArn
    ? 'jobs get their role through IRSA'
    : 'no role is asked for';
  return [{ action: 'delete', ...subject, reason }];
}

function roleFields(to: string, found: FoundPodIdentity): FieldChange[] {
  const { roleArn: from, targetRoleArn } = found;
  return [
    ...(from === to ? [] : [{ path: 'roleArn', from, to }]),
    ...(targetRoleArn ? [{ path: 'targetRoleArn', from: targetRoleArn }] : []),
  ];
}

/** The association as a stack, where one is asked for. */
export function renderRunnerPodIdentity(spec: BindingSpec): RenderedFile[] {
  const roleArn = wantedRole(spec);
  if (!roleArn) return [];
  return [
    renderStack('aws/runner-access.yaml', {
      Description: `Role of the runner jobs in EKS cluster ${spec.clusterName}`,
      Resources: {
        RunnerRole: {
          Type: 'AWS::EKS::PodIdentityAssociation',
          Properties: {
            ClusterName: spec.clusterName,
            Namespace: spec.names.runnerNamespace,
            ServiceAccount: spec.names.runnerServiceAccount,
            RoleArn: roleArn,
            Tags: tagList(ourTags(spec)),
          },
        },
      },
    }),
  ];
}

/** Makes the association as asked for. */
export async function applyRunnerPodIdentity(
  spec: BindingSpec,
  found: FoundPodIdentity | undefined,
  systems: Systems,
): Promise<void> {
  const roleArn = wantedRole(spec);
  if (roleArn === undefined) return;
  if (!roleArn) {
    if (found) await deleteAssociation(spec, found, systems);
    return;
  }
  // An update cannot take a target role away.
  if (found?.targetRoleArn) await deleteAssociation(spec, found, systems);
  if (!found || found.targetRoleArn) {
    await systems.aws.eks(
      new CreatePodIdentityAssociationCommand({
        clusterName: spec.clusterName,
        namespace: spec.names.runnerNamespace,
        serviceAccount: spec.names.runnerServiceAccount,
        roleArn,
        tags: ourTags(spec),
      }),
    );
    systems.did(`Runner jobs get ${roleArn} through EKS Pod Identity.`);
    return;
  }
  await updateAssociation(spec, found, roleArn, systems);
}

async function updateAssociation(
  spec: BindingSpec,
  found: FoundPodIdentity,
  roleArn: string,
  { aws, did }: Systems,
) {
  // First, so that a half-made adoption is known as ours.
  const tags = missingTags(ourTags(spec), found.tags);
  if (Object.keys(tags).length > 0) {
    await aws.eks(new TagResourceCommand({ resourceArn: found.arn, tags }));
    did('Tagged the Pod Identity association of the runner.');
  }
  if (found.roleArn === roleArn) return;
  await aws.eks(
    new UpdatePodIdentityAssociationCommand({
      clusterName: spec.clusterName,
      associationId: found.id,
      roleArn,
    }),
  );
  did(`Runner jobs get ${roleArn} through EKS Pod Identity.`);
}

/** Deletes the association, if it carries our mark. */
export async function removeRunnerPodIdentity(
  spec: BindingSpec,
  found: FoundPodIdentity | undefined,
  systems: Systems,
): Promise<void> {
  if (!found || !isOurs(spec, found.tags)) return;
  await deleteAssociation(spec, found, systems);
}

async function deleteAssociation(
  { clusterName }: BindingSpec,
  { id: associationId }: FoundPodIdentity,
  { aws, did }: Systems,
) {
  await orAbsent(
    aws.eks(
      new DeletePodIdentityAssociationCommand({ clusterName, associationId }),
    ),
  );
  did('Deleted the Pod Identity association of the runner.');
}
