import type { BindingReport } from 'backstage-plugin-humanitec-eks-common';
import {
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
  const { humanitecDefinition, awsCluster } = service.links(spec);
  return {
    ...report,
    links: [
      { part: 'clusterDefinition', url: humanitecDefinition },
      { part: 'cluster', url: awsCluster },
    ],
  };
}
