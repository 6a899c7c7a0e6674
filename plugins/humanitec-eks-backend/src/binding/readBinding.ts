import type {
  BindingReport,
  PartStatus,
} from 'backstage-plugin-humanitec-eks-common';
import {
  ConsoleLinks,
  discoverSpec,
  HumanitecEksService,
  observeBinding,
} from 'backstage-plugin-humanitec-eks-node';
import type { ClusterBinding } from './bindingOfEntity';

/** A binding as it is now, read live from the three systems. */
export async function readBinding(
  service: HumanitecEksService,
  { clusterDefinition, ...identity }: ClusterBinding,
  signal: AbortSignal,
): Promise<BindingReport> {
  const systems = await service.connect(identity, { signal });
  const spec = await discoverSpec(identity, { clusterDefinition }, systems);
  const report = await observeBinding(spec, systems);
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
