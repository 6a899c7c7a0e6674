import {
  CreatePodIdentityAssociationCommand,
  DeletePodIdentityAssociationCommand,
  DescribePodIdentityAssociationCommand,
  ListPodIdentityAssociationsCommand,
  UpdatePodIdentityAssociationCommand,
} from '@aws-sdk/client-eks';
import type {
  BindingSpec,
  Change,
} from 'backstage-plugin-humanitec-eks-common';
import { ownership } from '../binding/ownership';
import type { Systems } from '../systems';
import { orAbsent } from './awsError';
import { ignoreAbsent } from './iamRole';
import { isOurs, ourTags } from './tags';

/** An EKS Pod Identity association as it is. */
export interface FoundPodIdentity {
  id: string;
  roleArn: string;
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
  const id = listed?.associations?.[0]?.associationId;
  if (!id) return undefined;
  const described = await orAbsent(
    aws.eks(
      new DescribePodIdentityAssociationCommand({
        clusterName,
        associationId: id,
      }),
    ),
  );
  const { roleArn = '', tags = {} } = described?.association ?? {};
  return { id, roleArn, tags };
}

/** What must change about the association; it is optional, so nothing when none is asked for. */
export function planRunnerPodIdentity(
  spec: BindingSpec,
  found: FoundPodIdentity | undefined,
): Change[] {
  const to = spec.runner.podIdentityRoleArn;
  if (!to || found?.roleArn === to) return [];
  const subject = {
    kind: 'pod identity association',
    name: `${spec.names.runnerNamespace}/${spec.names.runnerServiceAccount}`,
  };
  if (!found) return [{ action: 'create', ...subject }];
  const fields = [{ path: 'roleArn', from: found.roleArn, to }];
  return ownership({
    ours: isOurs(spec, found.tags),
    adopt: spec.adopt,
    subject,
    fields,
    foreign:
      'the service account has another association, which does not carry our tag; remove it',
  });
}

/** Makes the association as asked for. */
export async function applyRunnerPodIdentity(
  spec: BindingSpec,
  found: FoundPodIdentity | undefined,
  { aws, progress }: Systems,
): Promise<void> {
  const roleArn = spec.runner.podIdentityRoleArn;
  if (!roleArn || found?.roleArn === roleArn) return;
  const { clusterName } = spec;
  if (found) {
    await aws.eks(
      new UpdatePodIdentityAssociationCommand({
        clusterName,
        associationId: found.id,
        roleArn,
      }),
    );
  } else {
    await aws.eks(
      new CreatePodIdentityAssociationCommand({
        clusterName,
        namespace: spec.names.runnerNamespace,
        serviceAccount: spec.names.runnerServiceAccount,
        roleArn,
        tags: ourTags(spec),
      }),
    );
  }
  progress(`Runner jobs get ${roleArn} through EKS Pod Identity.`);
}

/** Deletes the association, if it carries our mark. */
export async function removeRunnerPodIdentity(
  spec: BindingSpec,
  found: FoundPodIdentity | undefined,
  { aws, progress }: Systems,
): Promise<void> {
  if (!found || !isOurs(spec, found.tags)) return;
  await ignoreAbsent(
    aws.eks(
      new DeletePodIdentityAssociationCommand({
        clusterName: spec.clusterName,
        associationId: found.id,
      }),
    ),
  );
  progress('Deleted the Pod Identity association of the runner.');
}
