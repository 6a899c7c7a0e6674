import {
  DescribeAccessEntryCommand,
  ListAssociatedAccessPoliciesCommand,
} from '@aws-sdk/client-eks';
import type { AwsAccount } from './awsAccount';
import { orAbsent } from './awsError';

/** An EKS access entry of type STANDARD as it should be. */
export interface WantedAccessEntry {
  principalArn: string;
  /** Exactly these; any when left out. */
  kubernetesGroups?: string[];
  /** An access policy that must be associated with the whole cluster. */
  clusterPolicyArn?: string;
  /** A Kubernetes group that does instead of it, in somebody else's entry. */
  groupInstead?: string;
  /** Beside those of everything that is ours. */
  tags?: Record<string, string>;
}

/** An EKS access entry as it is. */
export interface FoundAccessEntry {
  principalArn: string;
  arn: string;
  type: string;
  kubernetesGroups: string[];
  username?: string;
  /** Access policies with the whole cluster as scope. */
  clusterPolicyArns: string[];
  /** Access policies with some namespaces as scope. */
  namespacePolicyArns: string[];
  createdAt?: Date;
  tags: Record<string, string>;
}

/** Reads an access entry, or undefined when there is none, or no cluster. */
export async function findAccessEntry(
  aws: AwsAccount,
  clusterName: string,
  principalArn: string,
): Promise<FoundAccessEntry | undefined> {
  const id = { clusterName, principalArn };
  const [found, listed] = await Promise.all([
    orAbsent(aws.eks(new DescribeAccessEntryCommand(id))),
    // One call: an entry has a handful of policies, a page holds 100.
    orAbsent(aws.eks(new ListAssociatedAccessPoliciesCommand(id))),
  ]);
  const entry = found?.accessEntry;
  if (!entry) return undefined;
  const policies = (type: 'cluster' | 'namespace') =>
    (listed?.associatedAccessPolicies ?? []).flatMap(
      ({ policyArn, accessScope }) =>
        policyArn && accessScope?.type === type ? policyArn : [],
    );
  return {
    principalArn,
    arn: entry.accessEntryArn ?? '',
    type: entry.type ?? 'STANDARD',
    kubernetesGroups: entry.kubernetesGroups ?? [],
    username: entry.username,
    clusterPolicyArns: policies('cluster'),
    namespacePolicyArns: policies('namespace'),
    createdAt: entry.createdAt,
    tags: entry.tags ?? {},
  };
}
