import {
  CreateClusterCommand,
  waitUntilClusterActive,
} from '@aws-sdk/client-eks';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
} from '@aws-sdk/client-iam';
import { platformEks, platformIam } from '../../__testUtils__/platformAccount';

/** Makes a plain cluster in the account 111122223333, region eu-central-1. */
export async function makeCluster(
  name: string,
  tags?: Record<string, string>,
): Promise<void> {
  const iam = platformIam();
  const RoleName = `${name}-cluster`;
  await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'eks.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        ],
      }),
    }),
  );
  const PolicyArn = 'arn:aws:iam::aws:policy/AmazonEKSClusterPolicy';
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  const client = platformEks();
  await client.send(
    new CreateClusterCommand({
      name,
      roleArn: `arn:aws:iam::111122223333:role/${RoleName}`,
      resourcesVpcConfig: {
        subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
      },
      accessConfig: { authenticationMode: 'API' },
      tags,
    }),
  );
  await waitUntilClusterActive(
    { client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 },
    { name },
  );
}
