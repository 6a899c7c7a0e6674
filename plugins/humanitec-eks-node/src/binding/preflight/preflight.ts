import type { Cluster } from '@aws-sdk/client-eks';
import type {
  BindingSpec,
  Finding,
} from 'backstage-plugin-humanitec-eks-common';
import { findCluster } from '../../aws/eksCluster';
import type { Systems } from '../../systems';
import { checkAwsAccount } from './awsAccount';
import { checkCriteria } from './criteria';
import { checkEndpoint } from './endpoint';
import { checkHumanitecToken } from './humanitecToken';
import { checkMode } from './mode';
import { checkNames } from './names';
import { checkNetwork } from './network';
import { checkPermissions } from './permissions';
import { checkQuotas } from './quotas';
import { checkVersion } from './version';

/** What a check looks at. */
export interface Preflight {
  spec: BindingSpec;
  systems: Systems;
  /** Of this name, in whatever state; undefined when there is none. */
  cluster: Cluster | undefined;
}

/** One check: reads only, tells what is well in the log, returns what is not. */
export type Check = (preflight: Preflight) => Promise<Finding[]>;

/**
 * Looks at everything that can be known before anything is made, in seconds.
 *
 * @param options - `newCluster`: one is to be made, so it needs subnets
 * @returns all findings at once, errors first; without errors the run may begin
 */
export async function preflight(
  spec: BindingSpec,
  systems: Systems,
  options: { newCluster?: boolean } = {},
): Promise<Finding[]> {
  const findings = await Promise.all([
    afterwards(
      checkAwsAccount({ spec, systems, cluster: undefined }),
      async () => {
        const cluster = await findCluster(systems.aws, spec.clusterName);
        return runAll(awsChecks, { spec, systems, cluster }).then(found => [
          ...subnetsMissing(spec, cluster, options),
          ...found,
        ]);
      },
    ),
    afterwards(
      checkHumanitecToken({ spec, systems, cluster: undefined }),
      async () =>
        runAll(humanitecChecks, { spec, systems, cluster: undefined }),
    ),
  ]);
  return withoutRepetition(findings.flat()).sort(errorsFirst);
}

const awsChecks: Check[] = [
  checkPermissions,
  checkNetwork,
  checkVersion,
  checkQuotas,
  checkNames(['cluster', 'accessRole', 'deployAccess']),
  checkEndpoint,
];

const humanitecChecks: Check[] = [
  checkMode,
  checkCriteria,
  checkNames([
    'cloudAccount',
    'agentDefinition',
    'clusterDefinition',
    'agent',
    'runnerAccess',
  ]),
];

/** Without credentials, every further check would only repeat the same refusal. */
async function afterwards(
  first: Promise<Finding[]>,
  rest: () => Promise<Finding[]>,
): Promise<Finding[]> {
  const found = await first;
  return found.some(({ severity }) => severity === 'error')
    ? found
    : [...found, ...(await rest())];
}

async function runAll(checks: Check[], subject: Preflight): Promise<Finding[]> {
  const found = await Promise.all(checks.map(check => check(subject)));
  return found.flat();
}

function subnetsMissing(
  spec: BindingSpec,
  cluster: Cluster | undefined,
  { newCluster = false }: { newCluster?: boolean },
): Finding[] {
  if (!newCluster || cluster || spec.cluster.subnetIds) return [];
  return [
    {
      severity: 'error',
      field: 'cluster.subnetIds',
      reason: 'a new cluster needs subnets',
      remedy: 'Name two or more, in different availability zones.',
    },
  ];
}

function withoutRepetition(findings: Finding[]): Finding[] {
  const texts = findings.map(({ reason }) => reason);
  return findings.filter(({ reason }, i) => texts.indexOf(reason) === i);
}

function errorsFirst(a: Finding, b: Finding): number {
  return Number(a.severity === 'warning') - Number(b.severity === 'warning');
}
