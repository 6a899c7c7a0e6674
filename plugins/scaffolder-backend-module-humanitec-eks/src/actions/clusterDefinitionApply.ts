import type { HumanitecEksService } from 'backstage-plugin-humanitec-eks-node';
import { createApplyAction } from './createApplyAction';
import { example } from './example';

/** Creates `humanitec-eks:clusterDefinition:apply`. */
export function createClusterDefinitionApply(options: {
  service: HumanitecEksService;
}) {
  return createApplyAction({
    ...options,
    part: 'clusterDefinition',
    description:
      'Makes the resource definition of type k8s-cluster. Matching criteria are only touched when they are given: they are the switch that sends deployments to the cluster, so give them last.',
    sections: ['rules', 'clusterDefinition'],
    outputs: {
      definitionId: {
        description: 'ID of the definition',
        value: spec => spec.names.clusterDefinition,
      },
      definitionUrl: {
        description: 'The definition in the Humanitec console',
        value: spec => options.service.links(spec).clusterDefinition,
      },
    },
    examples: [
      example(
        'Make the definition, without sending anything there yet',
        'humanitec-eks:clusterDefinition:apply',
      ),
      example(
        'Send production deployments to the cluster',
        'humanitec-eks:clusterDefinition:apply',
        { envType: 'production' },
      ),
    ],
  });
}
