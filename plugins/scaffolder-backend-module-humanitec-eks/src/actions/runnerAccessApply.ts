import {
  runnerDrivers,
  runnerNameKeys,
} from 'backstage-plugin-humanitec-eks-common';
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
      'Gives the container runners (OpenTofu, Terraform or plain) their namespace, service account and rights, and makes the config definition that leads each of them there.',
    sections: ['aws', 'rules', 'clusterDefinition', 'runner'],
    outputs: {
      definitionId: {
        description: 'ID of the config definition of the first driver',
        value: ({ names, runner }) =>
          names[runnerNameKeys[runner.drivers?.[0] ?? runnerDrivers[0]]],
      },
    },
    examples: [
      example(
        'Run OpenTofu of production environments in the cluster',
        'humanitec-eks:runnerAccess:apply',
        { envType: 'production' },
      ),
      example(
        'Run OpenTofu and Terraform, with an IAM role of their own',
        'humanitec-eks:runnerAccess:apply',
        {
          envType: 'production',
          runner: {
            drivers: [
              'opentofu-container-runner',
              'terraform-container-runner',
            ],
            podIdentityRoleArn: 'arn:aws:iam::111122223333:role/runner-jobs',
          },
        },
      ),
    ],
  });
}
