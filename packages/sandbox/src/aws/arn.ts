export interface Arn {
  partition: string;
  service: string;
  region: string;
  accountId: string;
  /** `role/path/name`, `cluster/name` … */
  resource: string;
}

/** The parts of an ARN; undefined for what is not one. */
export function parseArn(arn: string): Arn | undefined {
  const [prefix, partition, service, region, accountId, ...rest] =
    arn.split(':');
  if (prefix !== 'arn' || rest.length === 0) return undefined;
  return { partition, service, region, accountId, resource: rest.join(':') };
}

export function clusterArn(id: {
  accountId: string;
  region: string;
  name: string;
}) {
  return `arn:aws:eks:${id.region}:${id.accountId}:cluster/${id.name}`;
}

/** `arn:aws:iam::111122223333:role/path/name`; `path` starts and ends with a slash. */
export function iamArn(
  accountId: string,
  kind: 'role' | 'user' | 'policy',
  path: string,
  name: string,
) {
  return `arn:aws:iam::${accountId}:${kind}${path}${name}`;
}
