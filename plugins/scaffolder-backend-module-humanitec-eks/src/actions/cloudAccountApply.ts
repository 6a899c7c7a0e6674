import type { HumanitecEksService } from 'backstage-plugin-humanitec-eks-node';
import { createApplyAction } from './createApplyAction';
import { example } from './example';

/** Creates `humanitec-eks:cloudAccount:apply`. */
export function createCloudAccountApply(options: {
  service: HumanitecEksService;
}) {
  return createApplyAction({
    ...options,
    part: 'cloudAccount',
    description:
      'Makes the Humanitec cloud account with the access role and its external ID, and has Humanitec check that it can assume the role.',
    sections: ['aws', 'accessRole'],
    outputs: {
      cloudAccountId: {
        description: 'ID of the cloud account',
        value: spec => spec.names.cloudAccount,
      },
    },
    examples: [
      example(
        'Make a cloud account of a given name',
        'humanitec-eks:cloudAccount:apply',
        { names: { cloudAccount: 'platform-production' } },
      ),
    ],
  });
}
