import {
  BindingSpec,
  Finding,
  FindingSubject,
  Move,
  OnboardingPreview,
  PartId,
  partIds,
  PreviewSubject,
  SystemId,
} from 'backstage-plugin-humanitec-eks-common';
import { error, failure } from '../binding/preflight/finding';
import {
  inOrder,
  preflightInAws,
  preflightInHumanitec,
  PreflightOptions,
} from '../binding/preflight/preflight';
import type { ClusterMatch, ClusterMoves } from '../humanitec/criteriaMoves';
import type { HumanitecEksService } from '../service';
import { SystemError } from '../systemError';
import { untilAborted } from '../untilAborted';

/**
 * What an onboarding would meet, before anything is made: the checks of
 * `humanitec-eks:preflight:check` on the subjects that are asked for. A system
 * that does not answer in time is a finding, and keeps nothing of the others.
 *
 * @param options - `seconds`: how long each system has
 */
export async function previewOnboarding(
  service: HumanitecEksService,
  spec: BindingSpec,
  options: {
    newCluster?: boolean;
    subjects?: PreviewSubject[];
    seconds: number;
    signal: AbortSignal;
  },
): Promise<OnboardingPreview> {
  const { seconds, signal, ...asked } = options;
  const present = new Set<PartId>();
  let moves: ClusterMoves | undefined;
  const preflight: PreflightOptions = {
    ...asked,
    tell: {
      moves: seen => {
        moves = seen;
      },
      present: part => present.add(part),
    },
  };
  const over = new AbortController();
  const ends = AbortSignal.any([signal, over.signal]);
  try {
    const systems = await service.connect(spec, { signal: ends });
    const findings = await Promise.all([
      inTime('AWS', { field: 'awsAccountId' }, options, () =>
        preflightInAws(spec, systems, preflight),
      ),
      inTime('Humanitec', { field: 'organization' }, options, () =>
        preflightInHumanitec(spec, systems, preflight),
      ),
    ]);
    return {
      findings: inOrder(findings.flat()),
      ...(moves && { moves: movesOf(moves) }),
      present: partIds.filter(part => present.has(part)),
    };
  } finally {
    // What has not answered in time is not waited for.
    over.abort();
  }
}

async function inTime(
  system: SystemId,
  subject: FindingSubject,
  { seconds, signal }: { seconds: number; signal: AbortSignal },
  look: () => Promise<Finding[]>,
): Promise<Finding[]> {
  const tooLong = AbortSignal.timeout(seconds * 1000);
  try {
    return await untilAborted(tooLong, look());
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof SystemError) return [failure(subject, cause)];
    if (!tooLong.aborted) throw cause;
    return [
      error(
        subject,
        `${system} did not answer within ${seconds} s`,
        `Check that Backstage reaches ${system} (proxy, firewall), then try again.`,
      ),
    ];
  }
}

function movesOf({
  come,
  leave,
  held,
  stay,
}: ClusterMoves): OnboardingPreview['moves'] {
  return {
    come: come.map(moveOf),
    leave: leave.map(moveOf),
    held: held.map(moveOf),
    stay: stay.length,
  };
}

function moveOf({ appId, envId, envType, before, after }: ClusterMatch): Move {
  return {
    appId,
    envId,
    envType,
    ...(before && { from: before }),
    ...(after && { to: after }),
  };
}
