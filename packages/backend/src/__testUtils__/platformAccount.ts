import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { IAMClient } from '@aws-sdk/client-iam';

/** IAM of the account that the cluster lives in, for a test that tampers with it. Uses the environment of the stack. */
export function platformIam(): IAMClient {
  return new IAMClient({
    region: 'eu-central-1',
    credentials: fromTemporaryCredentials({
      params: {
        RoleArn: 'arn:aws:iam::111122223333:role/backstage-humanitec-eks',
        RoleSessionName: 'somebody-else',
      },
    }),
  });
}
