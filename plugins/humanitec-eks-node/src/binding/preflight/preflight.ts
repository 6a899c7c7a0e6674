import type { Cluster } from '@aws-sdk/client-eks';
import {
  BindingSpec,
  Finding,
  PartId,
  PreviewSubject,
  previewSubjects,
} from 'backstage-plugin-humanitec-eks-common';
import { findCluster } from '../../aws/eksCluster';
import type { ClusterMoves } from '../../humanitec/criteriaMoves';
import type { Systems } from '../../systems';
import { checkAwsAccount } from './awsAccount';
import { checkCriteria } from './criteria';
import { checkEndpoint } from './endpoint';
import { checkExistingCluster } from './existingCluster';
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
  /** Hears what checks see on their way, besides what is wrong. */
  tell?: {
    moves(moves: ClusterMoves): void;
    /** Something of the part is there, and ours. */
    present(part: PartId): void;
  };
}

/** One check: reads only, tells what is well in the log, returns what is not. */
export type Check = (preflight: Preflight) => Promise<Finding[]>;

export interface PreflightOptions {
  /** A cluster is to be made, so it needs subnets. */
  newCluster?: boolean;
  /** What to look at; everything when left out. */
  subjects?: readonly PreviewSubject[];
  tell?: Preflight['tell'];
}

/**
 * Looks at everything that can be known before anything is made, in seconds.
 *
 * @returns all findings at once, errors first; without errors the run may begin
 */
export async function preflight(
  spec: BindingSpec,
  systems: Systems,
  options: PreflightOptions = {},
): Promise<Finding[]> {
  const findings = await Promise.all([
    preflightInAws(spec, systems, options),
    preflightInHumanitec(spec, systems, options),
  ]);
  return inOrder(findings.flat());
}

/** The half of it that AWS and the cluster answer. */
export async function preflightInAws(
  spec: BindingSpec,
  systems: Systems,
  { subjects = previewSubjects, newCluster, tell }: PreflightOptions,
): Promise<Finding[]> {
  const checks = subjects.flatMap(subject => awsChecks[subject]);
  if (checks.length === 0) return [];
  const subject = { spec, systems, cluster: undefined, tell };
  return afterwards(checkAwsAccount(subject), async () => {
    const cluster = await findCluster(systems.aws, spec.clusterName);
    const found = await runAll(checks, { ...subject, cluster });
    return subjects.includes('cluster')
      ? [...subnetsMissing(spec, cluster, { newCluster }), ...found]
      : found;
  });
}

/** The half of it that Humanitec answers. */
export async function preflightInHumanitec(
  spec: BindingSpec,
  systems: Systems,
  { subjects, tell }: PreflightOptions,
): Promise<Finding[]> {
  const checks = [
    // Nothing can be wrong with it; it is for the log of a whole check.
    ...(subjects ? [] : [checkMode]),
    ...(subjects ?? previewSubjects).flatMap(one => humanitecChecks[one]),
  ];
  if (checks.length === 0) return [];
  const subject = { spec, systems, cluster: undefined, tell };
  return afterwards(checkHumanitecToken(subject), () =>
    runAll(checks, subject),
  );
}

/** Errors first, and what several checks have found only once. */
export function inOrder(findings: Finding[]): Finding[] {
  return withoutRepetition(findings).sort(errorsFirst);
}

const awsChecks: Record<PreviewSubject, Check[]> = {
  names: [checkNames(['cluster', 'accessRole', 'deployAccess'])],
  rules: [],
  cluster: [
    checkPermissions,
    checkNetwork,
    checkVersion,
    checkQuotas,
    checkEndpoint,
    checkExistingCluster,
  ],
};

const humanitecChecks: Record<PreviewSubject, Check[]> = {
  names: [
    checkNames([
      'cloudAccount',
      'agentDefinition',
      'clusterDefinition',
      'agent',
      'runnerAccess',
    ]),
  ],
  rules: [checkCriteria],
  cluster: [],
};

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
