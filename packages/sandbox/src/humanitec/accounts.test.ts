import {
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { seededIdentities } from '../aws/seed';
import { instantTimings } from '../timings';
import { startApi, TestApi } from './__testUtils__/api';
import { humanitecUserArn } from './humanitecAws';

const roleArn = 'arn:aws:iam::111122223333:role/for-humanitec';

describe('accounts', () => {
  let api: TestApi;
  let iam: IAMClient;

  beforeEach(async () => {
    api = await startApi({ ...instantTimings, iamPropagation: 6 });
    iam = new IAMClient({
      region: 'us-east-1',
      endpoint: api.sandbox.awsUrl,
      credentials: seededIdentities.administrator,
    });
  });
  afterEach(() => api.close());

  const createRole = (...statements: object[]) =>
    iam.send(
      new CreateRoleCommand({
        RoleName: 'for-humanitec',
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: statements,
        }),
      }),
    );
  const trust = {
    Effect: 'Allow',
    Principal: { AWS: humanitecUserArn },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'sts:ExternalId': 'the-external-id' } },
  };
  const account = {
    id: 'acme',
    name: 'Acme',
    type: 'aws-role',
    credentials: { aws_role: roleArn, external_id: 'the-external-id' },
  };
  const checked = 'resources/accounts?check_credential=true';
  const refusal = { status: 400, body: { error: 'CRED-005' } };

  it('are checked against the trust policy of their role, once it has spread', async () => {
    await createRole(trust);
    expect(await api.send('POST', checked, account)).toMatchObject(refusal);
    api.sandbox.world.clock.advance(6);
    expect(await api.send('POST', checked, account)).toMatchObject({
      status: 200,
      body: { id: 'acme', type: 'aws-role', is_used: false },
    });
    expect(
      await api.send('POST', 'resources/accounts/acme/actions/check'),
    ).toMatchObject({
      status: 200,
      body: {
        identity_fields: expect.arrayContaining([
          expect.objectContaining({ id: 'arn', value: roleArn }),
        ]),
      },
    });
  });

  it('fail the check with another external ID than the role asks for', async () => {
    await createRole(trust);
    api.sandbox.world.clock.advance(6);
    const wrong = {
      ...account,
      credentials: { ...account.credentials, external_id: 'another' },
    };
    expect(await api.send('POST', checked, wrong)).toMatchObject(refusal);
    expect((await api.send('GET', 'resources/accounts/acme')).status).toBe(404);

    // Unchecked it is taken, as by Humanitec; the later check finds it out.
    await api.send('POST', 'resources/accounts', wrong);
    expect(
      await api.send('POST', 'resources/accounts/acme/actions/check'),
    ).toMatchObject(refusal);
    expect(
      await api.send('PATCH', 'resources/accounts/acme?check_credential=true', {
        credentials: account.credentials,
      }),
    ).toMatchObject({ status: 200 });
  });

  it('of type aws-identity need the identity provider and their own ID as subject', async () => {
    const issuer = 'idtoken.humanitec.io';
    await createRole({
      Effect: 'Allow',
      Principal: {
        Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}`,
      },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          [`${issuer}:sub`]: 'platform-org/acme',
          [`${issuer}:aud`]: 'sts.amazonaws.com',
        },
      },
    });
    api.sandbox.world.clock.advance(6);
    const identity = {
      ...account,
      type: 'aws-identity',
      credentials: { aws_identity_role_arn: roleArn },
    };
    expect(await api.send('POST', checked, identity)).toMatchObject(refusal);
    await iam.send(
      new CreateOpenIDConnectProviderCommand({
        Url: `https://${issuer}`,
        ClientIDList: ['sts.amazonaws.com'],
      }),
    );
    expect(
      await api.send('POST', checked, { ...identity, id: 'other' }),
    ).toMatchObject(refusal);
    expect(await api.send('POST', checked, identity)).toMatchObject({
      status: 200,
    });
  });

  it('never show their credentials', async () => {
    const { body: created } = await api.send(
      'POST',
      'resources/accounts',
      account,
    );
    const { body: listed } = await api.send('GET', 'resources/accounts');
    expect(JSON.stringify([created, listed])).not.toContain('the-external-id');
  });

  it('are not stored by a dry-run', async () => {
    const dryRun = 'resources/accounts?dry_run=true';
    expect(await api.send('POST', dryRun, account)).toMatchObject({
      status: 204,
      body: undefined,
    });
    expect((await api.send('GET', 'resources/accounts/acme')).status).toBe(404);
  });

  it.each([
    ['an unknown type', { ...account, type: 'aws-magic' }],
    ['credentials of another type', { ...account, type: 'aws' }],
    ['no credentials', { ...account, credentials: undefined }],
    ['an ID that is none', { ...account, id: 'Acme_1' }],
  ])('are refused with %s', async (_, body) => {
    expect(await api.send('POST', 'resources/accounts', body)).toMatchObject({
      status: 400,
    });
  });

  it('cannot be deleted while a definition that is not deleted names them', async () => {
    await api.send('POST', 'resources/accounts', account);
    await api.send('POST', 'resources/defs', {
      id: 'acme-cluster',
      name: 'Cluster',
      type: 'k8s-cluster',
      driver_type: 'humanitec/k8s-cluster-eks',
      driver_account: 'acme',
      driver_inputs: { values: { region: 'eu-central-1', name: 'x' } },
    });
    expect(await api.send('GET', 'resources/accounts/acme')).toMatchObject({
      body: { is_used: true },
    });
    expect(await api.send('DELETE', 'resources/accounts/acme')).toMatchObject({
      status: 400,
      body: {
        details: {
          referencing_resources: {
            resource_definitions: [{ id: 'acme-cluster' }],
            active_resources: [],
          },
        },
      },
    });
    await api.send('DELETE', 'resources/defs/acme-cluster');
    expect((await api.send('DELETE', 'resources/accounts/acme')).status).toBe(
      204,
    );
  });
});
