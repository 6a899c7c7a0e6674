import {
  DescribeAccessEntryCommand,
  ListAccessEntriesCommand,
} from '@aws-sdk/client-eks';
import {
  BindingIdentity,
  bindingMark,
  BindingNames,
  MARK_KEY,
  OWNER_TAG,
} from 'backstage-plugin-humanitec-eks-common';
import type { AwsAccount } from '../../aws/awsAccount';
import { orAbsent } from '../../aws/awsError';
import { findCluster } from '../../aws/eksCluster';
import type { Systems } from '../../systems';
import { nameInArn, pathInArn } from './arn';
import type { Found } from './discoverSpec';

/** Role names from the cluster, and from the access entry that carries our tag and a group. */
export async function fromCluster(
  identity: BindingIdentity,
  { aws }: Systems,
): Promise<Found> {
  const cluster = await findCluster(aws, identity.clusterName);
  if (!cluster) return {};
  const mark = bindingMark(identity);
  const names: Partial<BindingNames> = {
    clusterRole: nameInArn(cluster.roleArn),
    nodeRole: nameInArn(cluster.computeConfig?.nodeRoleArn),
  };
  const found: Found = {
    names,
    cluster: {
      subnetIds: cluster.resourcesVpcConfig?.subnetIds,
      owner: cluster.tags?.[OWNER_TAG],
      // Only CreateCluster puts our tag on.
      existing: cluster.tags?.[MARK_KEY] === mark ? undefined : true,
    },
  };
  for (const principalArn of await listPrincipals(aws, identity.clusterName)) {
    const described = await orAbsent(
      aws.eks(
        new DescribeAccessEntryCommand({
          clusterName: identity.clusterName,
          principalArn,
        }),
      ),
    );
    const { kubernetesGroups: [group] = [], tags } =
      described?.accessEntry ?? {};
    if (group && tags?.[MARK_KEY] === mark) {
      return {
        ...found,
        cluster: {
          ...found.cluster,
          owner: found.cluster?.owner ?? tags[OWNER_TAG],
        },
        names: {
          ...names,
          accessRole: nameInArn(principalArn),
          kubernetesGroup: group,
        },
        aws: { iamPath: pathInArn(principalArn) },
      };
    }
  }
  return found;
}

async function listPrincipals(
  aws: AwsAccount,
  clusterName: string,
): Promise<string[]> {
  const principals: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await orAbsent(
      aws.eks(
        new ListAccessEntriesCommand({
          clusterName,
          maxResults: 100,
          nextToken,
        }),
      ),
    );
    principals.push(...(page?.accessEntries ?? []));
    nextToken = page?.nextToken;
  } while (nextToken);
  return principals;
}
