// What EKS accepts in an access entry.
import { Cluster } from '../state';
import { invalidParameter } from './errors';

export const entryTypes = [
  'STANDARD',
  'FARGATE_LINUX',
  'EC2_LINUX',
  'EC2_WINDOWS',
  'EC2',
  'HYBRID_LINUX',
  'HYPERPOD_LINUX',
] as const;

/** Kubernetes and EKS keep these to themselves, for groups and for user names. */
const reservedPrefixes = ['system:', 'eks:', 'aws:', 'amazon:', 'iam:'];

/** A role or a user: no session, no service-linked role. */
export function checkPrincipalArn(
  principalArn: string,
  type: string,
  cluster: Cluster,
) {
  const match = /^arn:aws:iam::(\d{12}):(role|user)\/(.+)$/.exec(principalArn);
  if (!match || match[3].startsWith('aws-service-role/')) {
    throw invalidParameter(
      'The principalArn parameter format is not valid',
      cluster.name,
    );
  }
  if (type !== 'STANDARD' && match[1] !== cluster.accountId) {
    throw invalidParameter(
      `An access entry of type ${type} must be for a principal of the cluster's own account`,
      cluster.name,
    );
  }
}

export function checkGroups(groups: string[], clusterName: string) {
  for (const group of groups) {
    const reserved = reservedPrefixes.find(prefix => group.startsWith(prefix));
    if (reserved) {
      throw invalidParameter(
        `The kubernetes group name ${group} is invalid, it cannot start with ${reserved}`,
        clusterName,
      );
    }
    if (group === '') {
      throw invalidParameter(
        'The kubernetes group name is invalid, it cannot be empty',
        clusterName,
      );
    }
  }
}

export function checkUsername(
  username: string | undefined,
  clusterName: string,
) {
  if (username === undefined) return;
  const reserved = reservedPrefixes.find(prefix => username.startsWith(prefix));
  if (reserved) {
    throw invalidParameter(
      `The username ${username} is invalid, it cannot start with ${reserved}`,
      clusterName,
    );
  }
  const session = username.indexOf('{{SessionName}}');
  const colon = username.indexOf(':');
  if (session >= 0 && (colon < 0 || colon > session)) {
    throw invalidParameter(
      `The username ${username} is invalid, a colon must come before {{SessionName}}`,
      clusterName,
    );
  }
}
