import type { Cluster } from '@aws-sdk/client-eks';
import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import { findAccessEntry } from '../aws/accessEntry';
import type { AwsAccount } from '../aws/awsAccount';
import { hasAccessEntries } from '../aws/eksCluster';
import { isOurs } from '../aws/tags';
import { accessRoleArn } from './accessRole';

/** Something of ours in EKS whose tags keep what is worth remembering of a cluster. */
export interface NoteHolder {
  arn: string;
  tags: Record<string, string>;
}

/**
 * Where the notes on a cluster are: on itself if we made it, else on the
 * access entry of the access role, since a cluster of others' is not tagged.
 *
 * @returns undefined while there is neither
 */
export async function findNotes(
  spec: BindingSpec,
  found: Cluster,
  aws: AwsAccount,
): Promise<NoteHolder | undefined> {
  if (isOurs(spec, found.tags)) {
    return { arn: found.arn ?? '', tags: found.tags ?? {} };
  }
  if (!hasAccessEntries(found)) return undefined;
  const entry = await findAccessEntry(
    aws,
    spec.clusterName,
    accessRoleArn(spec),
  );
  return entry && isOurs(spec, entry.tags) ? entry : undefined;
}
