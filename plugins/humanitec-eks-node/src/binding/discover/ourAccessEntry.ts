import {
  DescribeAccessEntryCommand,
  ListAccessEntriesCommand,
} from '@aws-sdk/client-eks';
import {
  BindingIdentity,
  bindingMark,
  bindingSpec,
  MARK_KEY,
} from 'backstage-plugin-humanitec-eks-common';
import type { AwsAccount } from '../../aws/awsAccount';
import { orAbsent } from '../../aws/awsError';
import { accessRoleArn } from '../../parts/accessRole';

/** The access entry of the access role. */
export interface OurAccessEntry {
  principalArn: string;
  group: string;
  tags: Record<string, string>;
}

/** The entry that carries our tag and a group, whatever the role is called; the one of the usual name is looked at first. */
export async function findOurAccessEntry(
  identity: BindingIdentity,
  aws: AwsAccount,
): Promise<OurAccessEntry | undefined> {
  const usual = accessRoleArn(bindingSpec(identity));
  const entry = await readIfOurs(identity, usual, aws);
  if (entry) return entry;
  for (const principalArn of await listPrincipals(identity, aws)) {
    const other = await readIfOurs(identity, principalArn, aws);
    if (other) return other;
  }
  return undefined;
}

async function readIfOurs(
  { clusterName, ...identity }: BindingIdentity,
  principalArn: string,
  aws: AwsAccount,
): Promise<OurAccessEntry | undefined> {
  const described = await orAbsent(
    aws.eks(new DescribeAccessEntryCommand({ clusterName, principalArn })),
  );
  const { kubernetesGroups: [group] = [], tags = {} } =
    described?.accessEntry ?? {};
  const isOurs = tags[MARK_KEY] === bindingMark({ ...identity, clusterName });
  return group && isOurs ? { principalArn, group, tags } : undefined;
}

async function listPrincipals(
  { clusterName }: BindingIdentity,
  aws: AwsAccount,
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
