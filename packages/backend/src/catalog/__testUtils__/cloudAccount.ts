import type { IAMClient } from '@aws-sdk/client-iam';
import { CreateRoleCommand } from '@aws-sdk/client-iam';

/** Makes a role in the account 111122223333 that Humanitec may assume, and returns the cloud account for it. */
export async function cloudAccountByHand(id: string, iam: IAMClient) {
  const externalId = '0b0a3f0e-2c53-4c52-9f41-6f3a2f1c7d55';
  const RoleName = `humanitec-${id}`;
  await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::767398028804:user/humanitec' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'sts:ExternalId': externalId } },
          },
        ],
      }),
    }),
  );
  return {
    id,
    name: id,
    type: 'aws-role',
    credentials: {
      aws_role: `arn:aws:iam::111122223333:role/${RoleName}`,
      external_id: externalId,
    },
  };
}
