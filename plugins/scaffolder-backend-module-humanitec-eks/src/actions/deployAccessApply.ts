import type { HumanitecEksService } from 'backstage-plugin-humanitec-eks-node';
import { createApplyAction } from './createApplyAction';
import { example } from './example';

/** Creates `humanitec-eks:deployAccess:apply`. */
export function createDeployAccessApply(options: {
  service: HumanitecEksService;
}) {
  return createApplyAction({
    ...options,
    part: 'deployAccess',
    description:
      'Lets Humanitec deploy to the cluster and no more: an EKS access entry for the access role, and a ClusterRole for its group, with nothing on secrets.',
    sections: ['aws', 'cluster'],
    outputs: {
      kubernetesGroup: {
        description: 'The group that the access role belongs to',
        value: spec => spec.names.kubernetesGroup,
      },
    },
    examples: [
      example(
        'Let Humanitec deploy to the cluster',
        'humanitec-eks:deployAccess:apply',
      ),
    ],
  });
}
