import type {
  BindingReport,
  PartStatus,
} from 'backstage-plugin-humanitec-eks-common';
import {
  ConsoleLinks,
  HumanitecEksService,
  readBinding as readNow,
  SharedFacts,
} from 'backstage-plugin-humanitec-eks-node';
import type { ClusterBinding } from './bindingOfEntity';

/** A binding as it is now, read live from the three systems, with links to its parts. */
export async function readBinding(
  service: HumanitecEksService,
  { clusterDefinition, ...identity }: ClusterBinding,
  signal: AbortSignal,
  facts: SharedFacts,
): Promise<BindingReport> {
  const given = { clusterDefinition };
  const { spec, report } = await readNow(
    service,
    identity,
    given,
    signal,
    facts,
  );
  return { ...report, links: linksTo(report.parts, service.links(spec)) };
}

/** No console shows what is not there. */
function linksTo(
  parts: PartStatus[],
  links: ConsoleLinks,
): BindingReport['links'] {
  return parts.flatMap(({ part, status }) => {
    const url = links[part];
    return url && status !== 'missing' ? [{ part, url }] : [];
  });
}
