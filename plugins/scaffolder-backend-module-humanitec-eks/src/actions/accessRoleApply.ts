import {
  accessRoleArn,
  HumanitecEksService,
} from 'backstage-plugin-humanitec-eks-node';
import { createApplyAction } from './createApplyAction';
import { example } from './example';

/** Creates `humanitec-eks:accessRole:apply`. */
export function createAccessRoleApply(options: {
  service: HumanitecEksService;
}) {
  return createApplyAction({
    ...options,
    part: 'accessRole',
    description:
      'Makes the IAM role that Humanitec may assume: a trust policy with a random external ID, which is kept for ever after, and a policy that lets it find this cluster.',
    sections: ['aws', 'accessRole'],
    outputs: {
      roleArn: { description: 'ARN of the role', value: accessRoleArn },
    },
    examples: [
      example(
        'Make the role that Humanitec assumes',
        'humanitec-eks:accessRole:apply',
      ),
    ],
  });
}
