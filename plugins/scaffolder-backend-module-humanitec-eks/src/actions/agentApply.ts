import type { HumanitecEksService } from 'backstage-plugin-humanitec-eks-node';
import { createApplyAction } from './createApplyAction';
import { example } from './example';

/** Creates `humanitec-eks:agent:apply`. */
export function createAgentApply(options: { service: HumanitecEksService }) {
  return createApplyAction({
    ...options,
    part: 'agent',
    description:
      'Installs the Humanitec Agent and registers it. Its private key is made here and exists only in the cluster. Waits until all its pods are ready.',
    sections: ['agent'],
    outputs: {
      agentId: {
        description: 'ID of the agent',
        value: spec => spec.names.agent,
      },
    },
    examples: [
      example(
        'Install the agent from a mirror, with three pods',
        'humanitec-eks:agent:apply',
        {
          agent: {
            image:
              '111122223333.dkr.ecr.eu-central-1.amazonaws.com/humanitec/agent:1.8.4',
            replicas: 3,
          },
        },
      ),
    ],
  });
}
