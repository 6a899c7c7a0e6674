import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { EKSClient } from '@aws-sdk/client-eks';
import { IAMClient } from '@aws-sdk/client-iam';
import { seededIdentities } from 'sandbox';

const region = 'eu-central-1';

/** A session of Backstage's role in the account that the cluster lives in. Uses the environment of the stack. */
export function backstageSession() {
  return fromTemporaryCredentials({
    params: {
      RoleArn: 'arn:aws:iam::111122223333:role/backstage-humanitec-eks',
      RoleSessionName: 'somebody-else',
    },
  });
}

/** IAM of that account in the hands of its administrator, for a test that tampers with it. */
export function platformIam(): IAMClient {
  return new IAMClient({ region, credentials: seededIdentities.administrator });
}

/** EKS of that account in the hands of its administrator, for a test that tampers with it. */
export function platformEks(): EKSClient {
  return new EKSClient({ region, credentials: seededIdentities.administrator });
}
