import { z } from 'zod';
import { restOperation, urlQueryList } from '../restJson';
import { eksPage, paging, seconds } from './shapes';

export const defaultVersion = '1.36';

/** Kubernetes versions of EKS and how long each is supported. */
const offered = [
  version('1.36', '2026-06-02', '2027-08-02', '2028-08-02'),
  version('1.35', '2026-01-27', '2027-03-27', '2028-03-27'),
  version('1.34', '2025-10-02', '2026-12-02', '2027-12-02'),
  version('1.33', '2025-05-29', '2026-07-29', '2027-07-29'),
  version('1.32', '2025-01-23', '2026-03-23', '2027-03-23'),
];

export const DescribeClusterVersions = restOperation({
  method: 'get',
  path: '/cluster-versions',
  write: false,
  input: z.object({
    ...paging,
    clusterVersions: urlQueryList,
    defaultOnly: z.stringbool().default(false),
    includeAll: z.stringbool().default(false),
    versionStatus: z
      .enum(['UNSUPPORTED', 'STANDARD_SUPPORT', 'EXTENDED_SUPPORT'])
      .optional(),
  }),
  run: ({ world }, request) => {
    const now = world.clock.now();
    const found = offered
      .map(one => ({ ...one, status: support(one, now) }))
      .filter(
        one =>
          (request.clusterVersions?.includes(one.name) ?? true) &&
          (!request.defaultOnly || one.name === defaultVersion) &&
          (request.includeAll || one.status !== 'UNSUPPORTED') &&
          (!request.versionStatus || one.status === request.versionStatus),
      );
    const { members, rest } = eksPage(found, request);
    return { clusterVersions: members.map(describe), ...rest };
  },
});

/** May a new cluster have this version? */
export function isOffered(name: string, now: number): boolean {
  const found = offered.find(one => one.name === name);
  return found !== undefined && support(found, now) !== 'UNSUPPORTED';
}

type Version = ReturnType<typeof version>;

function version(
  name: string,
  released: string,
  standardUntil: string,
  extendedUntil: string,
) {
  return {
    name,
    released: Date.parse(released),
    standardUntil: Date.parse(standardUntil),
    extendedUntil: Date.parse(extendedUntil),
  };
}

function support(
  one: Version,
  now: number,
): 'STANDARD_SUPPORT' | 'EXTENDED_SUPPORT' | 'UNSUPPORTED' {
  if (now < one.standardUntil) return 'STANDARD_SUPPORT';
  return now < one.extendedUntil ? 'EXTENDED_SUPPORT' : 'UNSUPPORTED';
}

function describe(one: Version & { status: ReturnType<typeof support> }) {
  return {
    clusterVersion: one.name,
    clusterType: 'eks',
    defaultPlatformVersion: 'eks.1',
    defaultVersion: one.name === defaultVersion,
    releaseDate: seconds(one.released),
    endOfStandardSupportDate: seconds(one.standardUntil),
    endOfExtendedSupportDate: seconds(one.extendedUntil),
    versionStatus: one.status,
    kubernetesPatchVersion: `${one.name}.2`,
  };
}
