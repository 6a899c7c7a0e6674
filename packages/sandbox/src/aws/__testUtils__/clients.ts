// Real SDK clients against a sandbox, for tests.
import { EC2Client } from '@aws-sdk/client-ec2';
import { EKSClient } from '@aws-sdk/client-eks';
import { IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { seededIdentities } from '../seed';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export const platformAccount = seededIdentities.platform.accountIds[0];
export const platformRoleArn = `arn:aws:iam::${platformAccount}:role/${seededIdentities.platform.roleName}`;

/** The user of Backstage's own account. */
export const backstageUser: Credentials = {
  accessKeyId: seededIdentities.backstage.accessKeyId,
  secretAccessKey: seededIdentities.backstage.secretAccessKey,
};

export function clients(
  awsUrl: string,
  credentials: Credentials = backstageUser,
  region = 'eu-central-1',
) {
  const options = { endpoint: awsUrl, region, credentials, maxAttempts: 1 };
  return {
    sts: new STSClient(options),
    iam: new IAMClient(options),
    eks: new EKSClient(options),
    ec2: new EC2Client(options),
  };
}

/** The credentials of a session of the role. */
export async function assumeRole(
  awsUrl: string,
  request: {
    roleArn?: string;
    externalId?: string;
    durationSeconds?: number;
  } = {},
  credentials = backstageUser,
): Promise<Credentials> {
  const { Credentials: issued } = await clients(awsUrl, credentials).sts.send(
    new AssumeRoleCommand({
      RoleArn: request.roleArn ?? platformRoleArn,
      RoleSessionName: 'test',
      ExternalId: request.externalId,
      DurationSeconds: request.durationSeconds,
    }),
  );
  return {
    accessKeyId: issued?.AccessKeyId ?? '',
    secretAccessKey: issued?.SecretAccessKey ?? '',
    sessionToken: issued?.SessionToken,
  };
}

/** Clients of somebody who may do everything in the platform account. */
export function administratorClients(awsUrl: string, region?: string) {
  return clients(awsUrl, seededIdentities.administrator, region);
}

/** Clients that act in the platform account with Backstage's role. */
export async function platformClients(awsUrl: string, region?: string) {
  return clients(awsUrl, await assumeRole(awsUrl), region);
}
