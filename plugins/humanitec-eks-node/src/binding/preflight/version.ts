import type { Finding } from 'backstage-plugin-humanitec-eks-common';
import {
  ClusterVersionInformation,
  DescribeClusterVersionsCommand,
} from '@aws-sdk/client-eks';
import type { AwsAccount } from '../../aws/awsAccount';
import type { Check } from './preflight';
import { error, failure, warning } from './finding';

const FIELD = { field: 'cluster.version' };

/** Whether EKS offers the Kubernetes version, and for how long. */
export const checkVersion: Check = async ({ spec, systems, cluster }) => {
  const { version, supportType = 'STANDARD' } = spec.cluster;
  if (!version || cluster?.version === version) return [];
  try {
    const offered = await listVersions(systems.aws);
    return judgeVersion(version, supportType, offered, spec.region);
  } catch (cause) {
    systems.signal.throwIfAborted();
    return [failure(FIELD, cause)];
  }
};

/** Pure: what is to say of a version, given those on offer. */
export function judgeVersion(
  version: string,
  supportType: 'STANDARD' | 'EXTENDED',
  offered: ClusterVersionInformation[],
  region: string,
): Finding[] {
  const names = offered.flatMap(({ clusterVersion }) => clusterVersion ?? []);
  const found = offered.find(other => other.clusterVersion === version);
  if (!found) {
    return [
      error(
        FIELD,
        `EKS does not offer Kubernetes ${version} in ${region}; it offers ${names.join(
          ', ',
        )}`,
        'Choose one of these, or leave it empty for the default.',
      ),
    ];
  }
  const end = found.endOfStandardSupportDate?.toISOString().slice(0, 10);
  if (found.versionStatus !== 'EXTENDED_SUPPORT') return [];
  return [
    supportType === 'STANDARD'
      ? warning(
          FIELD,
          `the standard support of Kubernetes ${version} has ended${
            end ? ` on ${end}` : ''
          }, and the support type is STANDARD, so EKS may upgrade the cluster by itself`,
          'Choose a newer version, or the support type EXTENDED.',
        )
      : warning(
          FIELD,
          `Kubernetes ${version} is in extended support, which costs more`,
          'Choose a newer version if you can.',
        ),
  ];
}

async function listVersions(
  aws: AwsAccount,
): Promise<ClusterVersionInformation[]> {
  const versions: ClusterVersionInformation[] = [];
  let nextToken: string | undefined;
  do {
    const page = await aws.eks(
      new DescribeClusterVersionsCommand({ nextToken }),
    );
    versions.push(...(page.clusterVersions ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return versions;
}
