import { authenticateEksToken } from '../aws/eksToken';
import { AccessEntry, Cluster } from '../aws/state';
import { World } from '../world';
import { decide, denial, User } from './authorize';
import { forbidden } from './statusError';

/** Who sent a request. */
export interface Caller extends User {
  /** ARN of the IAM role or user; unknown of an anonymous caller. */
  principalArn?: string;
  uid?: string;
  extra?: Record<string, string[]>;
}

/** What the token says of the principal, and who the access entry makes of it. */
export type Authentication =
  | { ok: true; caller: Caller }
  | { ok: false; principalArn?: string };

/**
 * As EKS does: the token names an IAM principal, the access entry of that principal
 * gives it a name and groups. No entry, one of an earlier role of the same name, or
 * one that has not spread yet: 401.
 */
export function authenticate(
  world: World,
  cluster: Cluster,
  headers: Headers,
): Authentication {
  const [scheme, token] = (headers.get('authorization') ?? '').split(' ');
  if (!token || scheme.toLowerCase() !== 'bearer') {
    return { ok: true, caller: anonymous };
  }
  const decision = authenticateEksToken(world, cluster, token);
  if (!decision.ok) return { ok: false };
  const { principalArn, roleId, sessionName = '' } = decision;
  const entry = cluster.accessEntries.get(principalArn);
  const spread = world.timings.accessEntryPropagation;
  if (
    !entry ||
    (roleId !== undefined && roleId !== entry.principalId) ||
    !world.elapsed(entry.changedAt, spread)
  ) {
    return { ok: false, principalArn };
  }
  const principalId = roleId ?? entry.principalId;
  return {
    ok: true,
    caller: {
      principalArn,
      username: usernameOf(entry, sessionName),
      groups: [...entry.kubernetesGroups, 'system:authenticated'],
      policies: entry.policies,
      uid: `aws-iam-authenticator:${principalArn.split(':')[4]}:${principalId}`,
      extra: {
        arn: [usernameOf({ ...entry, username: '' }, sessionName)],
        canonicalArn: [principalArn],
        principalId: [principalId],
        sessionName: [sessionName],
      },
    },
  };
}

/** The user to act as, when the caller asks to and may impersonate him (`kubectl --as`). */
export function impersonated(
  world: World,
  cluster: Cluster,
  caller: Caller,
  headers: Headers,
): Caller {
  const username = headers.get('impersonate-user');
  if (!username) return caller;
  const groups = (headers.get('impersonate-group') ?? '')
    .split(',')
    .map(group => group.trim())
    .filter(Boolean);
  const { store } = world.kubernetes.of(world, cluster);
  const targets = [
    { resource: 'users', name: username },
    ...groups.map(name => ({ resource: 'groups', name })),
  ];
  for (const { resource, name } of targets) {
    const attributes = { verb: 'impersonate', group: '', resource, name };
    if (!decide(store, caller, attributes).allowed) {
      const why = denial(caller, attributes);
      throw forbidden({ group: '', plural: resource }, name, why);
    }
  }
  // Access policies belong to IAM principals; whoever is impersonated is none.
  return {
    principalArn: caller.principalArn,
    username,
    groups: [...groups, 'system:authenticated'],
    policies: [],
  };
}

const anonymous: Caller = {
  username: 'system:anonymous',
  groups: ['system:unauthenticated'],
  policies: [],
};

/** Without a username of its own an entry names the session, path left out. */
function usernameOf(
  entry: Pick<AccessEntry, 'principalArn' | 'username'>,
  sessionName: string,
): string {
  const [, , , , account, resource] = entry.principalArn.split(':');
  const role = resource.split('/').at(-1);
  const fallback = resource.startsWith('role/')
    ? `arn:aws:sts::${account}:assumed-role/${role}/{{SessionName}}`
    : entry.principalArn;
  return (entry.username || fallback)
    .replaceAll('{{SessionName}}', sessionName.replaceAll('@', '-'))
    .replaceAll('{{SessionNameRaw}}', sessionName)
    .replaceAll('{{AccountID}}', account);
}
