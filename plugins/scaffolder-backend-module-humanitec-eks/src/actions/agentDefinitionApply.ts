import type { HumanitecEksService } from 'backstage-plugin-humanitec-eks-node';
import { createApplyAction } from './createApplyAction';
import { example } from './example';

/** Creates `humanitec-eks:agentDefinition:apply`. */
export function createAgentDefinitionApply(options: {
  service: HumanitecEksService;
}) {
  return createApplyAction({
    ...options,
    part: 'agentDefinition',
    description:
      'Makes the resource definition of type agent, which cluster and runner refer to. Its criteria must cover those of the cluster.',
    sections: ['rules'],
    outputs: {
      definitionId: {
        description: 'ID of the definition',
        value: spec => spec.names.agentDefinition,
      },
    },
    examples: [
      example(
        'Make the agent definition for production',
        'humanitec-eks:agentDefinition:apply',
        { envType: 'production' },
      ),
    ],
  });
}
