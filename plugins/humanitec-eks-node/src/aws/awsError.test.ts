import {
  CreateClusterCommand,
  DescribeClusterCommand,
  EKSClient,
} from '@aws-sdk/client-eks';
import { EC2Client } from '@aws-sdk/client-ec2';
import {
  CreateRoleCommand,
  GetRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { CredentialsProviderError } from '@smithy/core/config';
import { Answer, answering } from '../__testUtils__/answering';
import { everythingOf } from '../__testUtils__/everythingOf';
import { rejection } from '../__testUtils__/rejection';
import { AwsAccount, awsAccount } from './awsAccount';
import { AwsError, awsErrorName, isAbsent, isNotPropagated } from './awsError';

const keys = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'S3CRET-KEY',
  sessionToken: 'S3CRET-SESSION',
};

function accountAt(
  endpoint: string,
  signal = new AbortController().signal,
  credentials: () => Promise<typeof keys> = async () => keys,
  maxAttempts = 1,
): AwsAccount {
  const config = {
    endpoint,
    region: 'eu-central-1',
    credentials,
    maxAttempts,
  };
  return awsAccount({
    accountId: '111122223333',
    region: 'eu-central-1',
    signal,
    clients: {
      iam: new IAMClient(config),
      eks: new EKSClient(config),
      ec2: new EC2Client(config),
      sts: new STSClient(config),
    },
  });
}

/** What a call throws when AWS answers so. */
async function failure(
  answer: Answer,
  call: (account: AwsAccount) => Promise<unknown>,
): Promise<AwsError> {
  const server = await answering(answer);
  try {
    return await rejection(call(accountAt(server.url)), AwsError);
  } finally {
    server.close();
  }
}

const headers = { 'x-amzn-requestid': 'S3CRET-HEADER' };

/** REST-JSON, as EKS answers. */
const eks = (
  name: string,
  status: number,
  message: string,
  more: object = {},
) =>
  failure(
    {
      status,
      headers: { ...headers, 'x-amzn-errortype': name },
      body: JSON.stringify({ message, clusterName: 'S3CRET-BODY', ...more }),
    },
    ({ eks: send }) => send(new DescribeClusterCommand({ name: 'prod' })),
  );

/** Query, as IAM answers. */
const iam = (code: string, status: number, message: string) =>
  failure(
    {
      status,
      headers: { ...headers, 'content-type': 'text/xml' },
      body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>S3CRET-BODY</RequestId></ErrorResponse>`,
    },
    ({ iam: send }) => send(new GetRoleCommand({ RoleName: 'x' })),
  );

const denied =
  'User: arn:aws:sts::111122223333:assumed-role/backstage/s is not authorized to perform: eks:DescribeCluster on resource: x';

describe('an error of EKS', () => {
  it.each<[string, number, string, string, boolean, RegExp | undefined]>([
    [
      'ResourceInUseException',
      409,
      'Cluster already exists with name: prod',
      'ResourceInUse',
      false,
      undefined,
    ],
    [
      'InvalidParameterException',
      400,
      'subnet-1 does not exist',
      'InvalidParameter',
      false,
      undefined,
    ],
    [
      'InvalidParameterException',
      400,
      'Role with arn: x, could not be assumed because it does not exist',
      'InvalidParameter',
      true,
      undefined,
    ],
    [
      'InvalidRequestException',
      400,
      'wrong mode',
      'InvalidRequest',
      false,
      undefined,
    ],
    [
      'ResourceLimitExceededException',
      400,
      'too many',
      'ResourceLimitExceeded',
      false,
      /quota/,
    ],
    [
      'ResourceNotFoundException',
      404,
      'none',
      'ResourceNotFound',
      false,
      undefined,
    ],
    [
      'ClientException',
      400,
      'No cluster found for name: prod.',
      'Client',
      false,
      undefined,
    ],
    [
      'ThrottlingException',
      429,
      'Rate exceeded',
      'Throttling',
      true,
      /rate of calls/,
    ],
    ['ServerException', 500, 'oops', 'Server', true, /again/],
    [
      'ServiceUnavailableException',
      503,
      'oops',
      'ServiceUnavailable',
      true,
      /again/,
    ],
    [
      'AccessDeniedException',
      403,
      denied,
      'AccessDenied',
      false,
      /^Allow eks:DescribeCluster for the role/,
    ],
    [
      'AccessDeniedException',
      403,
      `${denied} with an explicit deny in a service control policy`,
      'AccessDenied',
      false,
      /service control policy/,
    ],
    [
      'UnrecognizedClientException',
      403,
      'invalid',
      'UnrecognizedClient',
      false,
      /credentials/,
    ],
    ['ExpiredTokenException', 403, 'expired', 'ExpiredToken', false, /renew/],
  ])('%s %d "%s"', async (name, status, message, code, retryable, remedy) => {
    const error = await eks(name, status, message);
    expect(error).toMatchObject({
      name: 'AwsError',
      system: 'AWS',
      call: 'eks:DescribeCluster',
      code,
      httpStatus: status,
      systemMessage: message,
      message: `eks:DescribeCluster: ${code}: ${message}`,
      retryable,
    });
    expect(error.remedy ?? '').toMatch(remedy ?? /^$/);
  });

  it('names the zones that would do', async () => {
    const error = await eks('UnsupportedAvailabilityZoneException', 400, 'no', {
      validZones: ['eu-central-1a', 'eu-central-1b'],
    });
    expect(error.remedy).toBe(
      'Choose subnets in these availability zones: eu-central-1a, eu-central-1b.',
    );
  });
});

describe('an error of IAM', () => {
  it.each<[string, number, string, string, boolean, RegExp | undefined]>([
    [
      'EntityAlreadyExists',
      409,
      'exists',
      'EntityAlreadyExists',
      false,
      undefined,
    ],
    ['NoSuchEntity', 404, 'none', 'NoSuchEntity', false, undefined],
    ['DeleteConflict', 409, 'attached', 'DeleteConflict', false, undefined],
    ['LimitExceeded', 409, 'quota', 'LimitExceeded', false, /quota/],
    [
      'MalformedPolicyDocument',
      400,
      'Syntax errors',
      'MalformedPolicyDocument',
      false,
      undefined,
    ],
    [
      'MalformedPolicyDocument',
      400,
      'Invalid principal in policy',
      'MalformedPolicyDocument',
      true,
      undefined,
    ],
    [
      'ConcurrentModification',
      409,
      'busy',
      'ConcurrentModification',
      true,
      undefined,
    ],
    ['InvalidInput', 400, 'bad', 'InvalidInput', false, undefined],
    ['UnmodifiableEntity', 400, 'no', 'UnmodifiableEntity', false, undefined],
    ['ServiceFailure', 500, 'oops', 'ServiceFailure', true, /again/],
    ['AccessDenied', 403, 'no', 'AccessDenied', false, /^Allow this call/],
    ['Throttling', 400, 'Rate exceeded', 'Throttling', true, /rate of calls/],
    [
      'InvalidClientTokenId',
      403,
      'no',
      'InvalidClientTokenId',
      false,
      /credentials/,
    ],
  ])('%s %d "%s"', async (wire, status, message, code, retryable, remedy) => {
    const error = await iam(wire, status, message);
    expect(error).toMatchObject({
      call: 'iam:GetRole',
      code,
      httpStatus: status,
      systemMessage: message,
      retryable,
    });
    expect(error.remedy ?? '').toMatch(remedy ?? /^$/);
  });

  it('does not show an external ID that was sent', async () => {
    const error = await failure(
      {
        status: 400,
        body: '<ErrorResponse><Error><Code>MalformedPolicyDocument</Code><Message>Bad value 0f6b2c1e-EXTERNAL in policy</Message></Error></ErrorResponse>',
      },
      ({ iam: send }) =>
        send(
          new CreateRoleCommand({
            RoleName: 'x',
            AssumeRolePolicyDocument: JSON.stringify({
              Condition: {
                StringEquals: { 'sts:ExternalId': '0f6b2c1e-EXTERNAL' },
              },
            }),
          }),
        ),
    );
    expect(error.message).toBe(
      'iam:CreateRole: MalformedPolicyDocument: Bad value *** in policy',
    );
    expect(everythingOf(error)).not.toContain('EXTERNAL');
  });
});

it('takes nothing along but what its fields say', async () => {
  const error = await eks('AccessDeniedException', 403, denied);
  expect(everythingOf(error)).not.toMatch(/S3CRET|AKID|\$response|\$metadata/);
  expect(error.cause).toBeUndefined();
});

describe('no answer of AWS', () => {
  it('is told by its code when the connection is refused', async () => {
    const error = await rejection(
      accountAt('http://127.0.0.1:1').iam(
        new GetRoleCommand({ RoleName: 'x' }),
      ),
      AwsError,
    );
    expect(error).toMatchObject({
      name: 'AwsError',
      call: 'iam:GetRole',
      code: 'ECONNREFUSED',
      httpStatus: undefined,
      retryable: true,
      remedy: expect.stringMatching(/VPC endpoint, proxy, firewall/),
    });
    expect(everythingOf(error)).not.toMatch(/S3CRET|\$metadata/);
  });

  it('is told by its code when the name does not resolve', async () => {
    const error = await rejection(
      accountAt('http://no-such-name.invalid').iam(
        new GetRoleCommand({ RoleName: 'x' }),
      ),
      AwsError,
    );
    expect(error).toMatchObject({
      name: 'AwsError',
      code: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/),
      retryable: true,
    });
  });
});

describe('missing credentials', () => {
  it('are told with where to put them', async () => {
    const account = accountAt('http://127.0.0.1:1', undefined, async () => {
      throw new CredentialsProviderError('Could not load credentials');
    });
    const error = await rejection(
      account.iam(new GetRoleCommand({ RoleName: 'x' })),
      AwsError,
    );
    expect(error).toMatchObject({
      name: 'AwsError',
      call: 'credentials',
      code: 'CredentialsProviderError',
      retryable: false,
      remedy: expect.stringMatching(/aws in app-config/),
    });
    await expect(account.credentials()).rejects.toBeInstanceOf(AwsError);
  });
});

describe('a cancelled run', () => {
  it('ends a call within a second, also one that AWS does not answer', async () => {
    const server = await answering({ status: 429, body: '{}' });
    const silent = accountAt(server.url, AbortSignal.timeout(100), () => {
      return new Promise(() => {});
    });
    const throttled = accountAt(
      server.url,
      AbortSignal.timeout(100),
      undefined,
      5,
    );
    const start = Date.now();
    for (const account of [silent, throttled]) {
      const call = account.iam(new GetRoleCommand({ RoleName: 'x' }));
      await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
    }
    server.close();
    expect(Date.now() - start).toBeLessThan(1_000);
  });
});

it('asks again while a new thing has not spread, as the SDK does not', async () => {
  const server = await answering(
    {
      status: 428,
      headers: { 'x-amzn-errortype': 'ResourcePropagationDelayException' },
      body: '{"message":"not yet"}',
    },
    { status: 200, body: '{"cluster":{"name":"prod"}}' },
  );
  const { cluster } = await accountAt(server.url).eks(
    new CreateClusterCommand({
      name: 'prod',
      roleArn: 'x',
      resourcesVpcConfig: {},
    }),
  );
  server.close();
  expect(cluster?.name).toBe('prod');
  expect(server.requests).toHaveLength(2);
});

it('tells what is not there from what is refused', async () => {
  const [none, gone, refused, fresh] = [
    await iam('NoSuchEntity', 404, 'none'),
    await eks('ClientException', 400, 'No cluster found for name: prod.'),
    await iam('AccessDenied', 403, 'no'),
    await iam('MalformedPolicyDocument', 400, 'Invalid principal in policy'),
  ];
  expect([none, gone, refused].map(isAbsent)).toEqual([true, true, false]);
  expect([refused, fresh].map(isNotPropagated)).toEqual([false, true]);
  expect(awsErrorName(none)).toBe('NoSuchEntity');
  expect(awsErrorName(new Error('x'))).toBeUndefined();
});
