import {
  ClusterVersionInformation,
  DescribeClusterVersionsCommand,
} from '@aws-sdk/client-eks';
import type {
  BindingReport,
  BindingSpec,
} from 'backstage-plugin-humanitec-eks-common';
import { findCluster } from '../aws/eksCluster';
import type { Readings } from '../systems';
import { ifTold } from './ifTold';

/** The cluster's Kubernetes version, and until when EKS supports it. */
export async function readVersion(
  { clusterName }: BindingSpec,
  readings: Readings,
): Promise<BindingReport['version']> {
  const { aws } = readings;
  const cluster = await ifTold(readings, () => findCluster(aws, clusterName));
  if (!cluster?.version) return undefined;
  const current = cluster.version;
  const listed = await ifTold(readings, () =>
    aws.eks(
      new DescribeClusterVersionsCommand({
        clusterVersions: [current],
        // Also one whose support has ended.
        includeAll: true,
      }),
    ),
  );
  return {
    current,
    ...supportOf(
      listed?.clusterVersions?.find(
        ({ clusterVersion }) => clusterVersion === current,
      ),
    ),
    supportType: cluster.upgradePolicy?.supportType,
  };
}

function supportOf({
  endOfStandardSupportDate,
  endOfExtendedSupportDate,
}: ClusterVersionInformation = {}) {
  return {
    standardSupportEnds: dayOf(endOfStandardSupportDate),
    extendedSupportEnds: dayOf(endOfExtendedSupportDate),
  };
}

function dayOf(date: Date | undefined): string | undefined {
  return date?.toISOString().slice(0, 10);
}
