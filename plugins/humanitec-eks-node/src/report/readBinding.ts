import {
  BindingIdentity,
  BindingNames,
  BindingReport,
  BindingSpec,
  Fact,
  factsOf,
  PartStatus,
  verdictOf,
} from 'backstage-plugin-humanitec-eks-common';
import { discoverSpec } from '../binding/discover/discoverSpec';
import { observeParts } from '../binding/observeParts';
import type { HumanitecEksService } from '../service';
import type { Readings } from '../systems';
import { readAgentHealth } from './agentHealth';
import { readAskedFor } from './askedFor';
import { headStart } from './headStart';
import { readLandings } from './landings';
import { readOperator } from './operatorState';
import { patienceOf } from './patience';
import { readingsOf } from './readings';
import { SharedFacts, sharedFacts } from './sharedFacts';
import { readVersion } from './version';

/** After this a system is given up of which the names were to be found … */
const DISCOVERY_SECONDS = 10;
/** … and after this, whoever has not told all. */
const TOTAL_SECONDS = 20;

/**
 * A binding as it is now, read live from the three systems. A system that does
 * not answer, or not in time, leaves its parts `unknown`, and undefined what
 * only it can tell.
 *
 * @param given - names that are known; they are not looked for
 * @param facts - what is known from the reports of other clusters, and what they
 *   may know from this one
 * @returns the report, and the spec that the parts were compared with
 * @throws InputError when the organization or the account is not configured;
 *   the signal's reason when it is aborted
 */
export async function readBinding(
  service: Pick<HumanitecEksService, 'connect'>,
  identity: BindingIdentity,
  given: Partial<BindingNames>,
  signal: AbortSignal,
  facts: SharedFacts = sharedFacts(),
): Promise<{ spec: BindingSpec; report: Omit<BindingReport, 'links'> }> {
  const patience = patienceOf(signal, TOTAL_SECONDS);
  try {
    const { signals } = patience;
    const systems = await service.connect(identity, { signal, signals });
    const readings = readingsOf(identity, systems, facts);
    headStart(identity, readings);
    const spec = await discoverSpec(identity, given, readings, {
      lost: false,
      within: (system, look) =>
        patience.within(DISCOVERY_SECONDS, system, look),
    });
    return { spec, report: await observeBinding(spec, readings) };
  } finally {
    patience.end();
  }
}

async function observeBinding(
  spec: BindingSpec,
  readings: Readings,
): Promise<Omit<BindingReport, 'links'>> {
  const [parts, askedFor, version, agent, operator, landings] =
    await Promise.all([
      observeParts(spec, readings),
      readAskedFor(spec, readings),
      readVersion(spec, readings),
      readAgentHealth(spec, readings),
      readOperator(readings),
      readLandings(spec, readings),
    ]);
  return {
    organization: spec.organization,
    awsAccountId: spec.awsAccountId,
    region: spec.region,
    clusterName: spec.clusterName,
    verdict: verdictOf(parts),
    parts: parts.map(part => withSupport(part, version)),
    spec: {
      names: spec.names,
      criteria: spec.criteria ?? [],
      subnetIds: spec.cluster.subnetIds ?? [],
      owner: spec.cluster.owner,
      existingCluster: spec.cluster.existing ?? false,
      iamPath: spec.aws.iamPath,
      accountType: spec.accessRole.accountType,
      ...askedFor,
    },
    version,
    agent,
    operator,
    ...landings,
    observedAt: new Date().toISOString(),
  };
}

/** The calendar of EKS, as facts of the cluster. */
function withSupport(
  part: PartStatus,
  version: BindingReport['version'],
): PartStatus {
  if (part.part !== 'cluster' || !('facts' in part)) return part;
  const { standardSupportEnds, extendedSupportEnds } = version ?? {};
  const support: Fact[] = factsOf({ standardSupportEnds, extendedSupportEnds });
  return { ...part, facts: [...part.facts, ...support] };
}
