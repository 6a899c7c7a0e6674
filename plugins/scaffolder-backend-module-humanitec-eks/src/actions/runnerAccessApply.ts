import type { HumanitecEksService } from 'backstage-plugin-humanitec-eks-node';
import { createApplyAction } from './createApplyAction';
import { example } from './example';

/** Creates `humanitec-eks:runnerAccess:apply`. */
export function createRunnerAccessApply(options: {
  service: HumanitecEksService;
}) {
  return createApplyAction({
    ...options,
    part: 'runnerAccess',
    description:
      'Gives the OpenTofu container runner its namespace, service account and rights, and makes the config definition that leads there.',
    sections: ['aws', 'criteria', 'runner'],
    outputs: {
      definitionId: {
        description: 'ID of the config definition',
        value: spec => spec.names.runnerDefinition,
      },
    },
    examples: [
      example(
        'Run OpenTofu of production environments in the cluster',
        'humanitec-eks:runnerAccess:apply',
        { criteria: [{ envType: 'production' }] },
      ),
    ],
  });
}
