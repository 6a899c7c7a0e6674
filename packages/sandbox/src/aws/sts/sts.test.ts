import {
  GetCallerIdentityCommand,
  AssumeRoleCommand,
} from '@aws-sdk/client-sts';
import { ListClustersCommand } from '@aws-sdk/client-eks';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { Sandbox, startSandbox } from '../../sandbox';
import { instantTimings } from '../../timings';
import {
  assumeRole,
  backstageUser,
  clients,
  platformClients,
  platformRoleArn,
} from '../__testUtils__/clients';

// Several servers share few cores in a full run.
jest.setTimeout(30_000);

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ timings: instantTimings });
});
afterAll(() => sandbox.close());

describe('GetCallerIdentity', () => {
  it('names the user that a key belongs to', async () => {
    const { sts } = clients(sandbox.awsUrl);
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '999988887777',
      Arn: 'arn:aws:iam::999988887777:user/backstage',
      UserId: expect.stringMatching(/^AIDA/),
    });
  });

  it('names the session of an assumed role', async () => {
    const { sts } = await platformClients(sandbox.awsUrl);
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '111122223333',
      Arn: 'arn:aws:sts::111122223333:assumed-role/backstage-humanitec-eks/test',
      UserId: expect.stringMatching(/^AROA.*:test$/),
    });
  });
});

describe('AssumeRole', () => {
  const attempt = (input: { RoleArn?: string; DurationSeconds?: number }) =>
    clients(sandbox.awsUrl).sts.send(
      new AssumeRoleCommand({
        RoleArn: platformRoleArn,
        RoleSessionName: 'test',
        ...input,
      }),
    );

  it('gives credentials for as long as asked', async () => {
    const { Credentials, AssumedRoleUser } = await attempt({
      DurationSeconds: 900,
    });
    const seconds =
      ((Credentials?.Expiration?.getTime() ?? 0) - sandbox.world.clock.now()) /
      1000;
    expect(seconds).toBeGreaterThan(890);
    expect(seconds).toBeLessThanOrEqual(900);
    expect(AssumedRoleUser?.Arn).toBe(
      'arn:aws:sts::111122223333:assumed-role/backstage-humanitec-eks/test',
    );
  });

  it('refuses a role that does not exist, without saying so', async () => {
    await expect(
      attempt({ RoleArn: 'arn:aws:iam::111122223333:role/nobody' }),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        'User: arn:aws:iam::999988887777:user/backstage is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/nobody',
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('refuses a session longer than the role allows', async () => {
    await expect(attempt({ DurationSeconds: 7200 })).rejects.toMatchObject({
      message: expect.stringContaining('MaxSessionDuration'),
    });
  });

  it('refuses a duration that no role can have', async () => {
    await expect(attempt({ DurationSeconds: 60 })).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });
});

describe('credentials', () => {
  const refusals = [
    {
      title: 'an unknown key',
      credentials: async () => ({
        ...backstageUser,
        accessKeyId: 'AKIAUNKNOWN000000000',
      }),
      query: 'InvalidClientTokenId',
      rest: 'UnrecognizedClientException',
    },
    {
      title: 'a wrong secret',
      credentials: async () => ({ ...backstageUser, secretAccessKey: 'wrong' }),
      query: 'SignatureDoesNotMatch',
      rest: 'InvalidSignatureException',
    },
    {
      title: 'a session without its token',
      credentials: async () => ({
        ...(await assumeRole(sandbox.awsUrl)),
        sessionToken: undefined,
      }),
      query: 'InvalidClientTokenId',
      rest: 'UnrecognizedClientException',
    },
    {
      title: 'a session that is over',
      credentials: async () => {
        const session = await assumeRole(sandbox.awsUrl, {
          durationSeconds: 900,
        });
        sandbox.world.clock.advance(901);
        return session;
      },
      query: 'ExpiredToken',
      rest: 'ExpiredTokenException',
    },
  ];

  it.each(refusals)('refuses $title', async ({ credentials, query, rest }) => {
    const { sts, iam, eks } = clients(sandbox.awsUrl, await credentials());
    const refused = (code: string) => ({
      $metadata: { httpStatusCode: 403 },
      name: expect.stringMatching(new RegExp(`^${code}(Exception)?$`)),
    });
    await expect(
      sts.send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject(refused(query));
    await expect(iam.send(new ListRolesCommand({}))).rejects.toMatchObject(
      refused(query),
    );
    await expect(eks.send(new ListClustersCommand({}))).rejects.toMatchObject(
      refused(rest),
    );
  });

  it('refuses a call that is not signed', async () => {
    const response = await fetch(sandbox.awsUrl, {
      method: 'POST',
      body: new URLSearchParams({
        Action: 'GetCallerIdentity',
        Version: '2011-06-15',
      }),
    });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('MissingAuthenticationToken');
  });

  it('refuses a body that was changed after it was signed', async () => {
    const { iam } = clients(sandbox.awsUrl);
    const changeBody = (request: unknown) => {
      const message = request as { body: string };
      message.body = message.body.replace('MaxItems=10', 'MaxItems=99');
    };
    iam.middlewareStack.add(
      next => args => {
        changeBody(args.request);
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low', name: 'tamper' },
    );
    await expect(
      iam.send(new ListRolesCommand({ MaxItems: 10 })),
    ).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
  });
});
