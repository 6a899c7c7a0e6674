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
      'Makes the IAM role that Humanitec may assume, with a policy that lets it find this cluster. It trusts the IAM user of Humanitec with a random external ID, which is kept for ever after; or, with accountType aws-identity, the OIDC tokens of one cloud account, through an IAM identity provider that all bindings of the AWS account share.',
    sections: ['aws', 'accessRole'],
    outputs: {
      roleArn: { description: 'ARN of the role', value: accessRoleArn },
    },
    examples: [
      example(
        'Make the role that Humanitec assumes',
        'humanitec-eks:accessRole:apply',
      ),
      example(
        'Let Humanitec in with OIDC, without a shared IAM user',
        'humanitec-eks:accessRole:apply',
        { accessRole: { accountType: 'aws-identity' } },
      ),
      example(
        "Let Humanitec in from Humanitec's own addresses only",
        'humanitec-eks:accessRole:apply',
        { accessRole: { sourceIps: ['34.159.97.57', '35.198.74.96'] } },
      ),
    ],
  });
}
