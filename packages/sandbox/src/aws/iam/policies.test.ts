import {
  AddClientIDToOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  RemoveClientIDFromOpenIDConnectProviderCommand,
  TagOpenIDConnectProviderCommand,
  UntagOpenIDConnectProviderCommand,
  AttachRolePolicyCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DetachRolePolicyCommand,
  GetOpenIDConnectProviderCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  ListOpenIDConnectProvidersCommand,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
  ListPolicyTagsCommand,
  SetDefaultPolicyVersionCommand,
  TagPolicyCommand,
  UntagPolicyCommand,
} from '@aws-sdk/client-iam';
import { Sandbox, startSandbox } from '../../sandbox';
import { instantTimings } from '../../timings';
import { administratorClients } from '../__testUtils__/clients';

// Several servers share few cores in a full run.
jest.setTimeout(30_000);

let sandbox: Sandbox;
let iam: IAMClient;
beforeEach(async () => {
  sandbox = await startSandbox({ timings: instantTimings });
  ({ iam } = administratorClients(sandbox.awsUrl));
});
afterEach(() => sandbox.close());

const allowing = (Action: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
  });

const PolicyArn = 'arn:aws:iam::111122223333:policy/eks-access';

const create = (PolicyDocument = allowing('eks:DescribeCluster')) =>
  iam.send(
    new CreatePolicyCommand({ PolicyName: 'eks-access', PolicyDocument }),
  );

const addVersion = (action: string, SetAsDefault: boolean) =>
  iam.send(
    new CreatePolicyVersionCommand({
      PolicyArn,
      PolicyDocument: allowing(action),
      SetAsDefault,
    }),
  );

const get = async () =>
  (await iam.send(new GetPolicyCommand({ PolicyArn }))).Policy;

const roleName = 'backstage-humanitec-eks';

describe('a customer managed policy', () => {
  it('is made with a first version', async () => {
    await create();
    expect(await get()).toMatchObject({
      Arn: PolicyArn,
      PolicyId: expect.stringMatching(/^ANPA/),
      DefaultVersionId: 'v1',
      AttachmentCount: 0,
      IsAttachable: true,
    });
    const { PolicyVersion } = await iam.send(
      new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }),
    );
    expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toBe(
      allowing('eks:DescribeCluster'),
    );
  });

  it('cannot be made twice', async () => {
    await create();
    await expect(create()).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
    });
  });

  it('cannot have a malformed document', async () => {
    await expect(create('{"Statement": []}')).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
    });
  });

  it('cannot be longer than 6144 characters', async () => {
    const document = JSON.parse(allowing('eks:*'));
    document.Statement[0].Resource = `arn:aws:s3:::${'x'.repeat(6144)}`;
    await expect(create(JSON.stringify(document))).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
  });

  it('counts the roles that it is attached to, and cannot be deleted before', async () => {
    await create();
    const attachment = { RoleName: roleName, PolicyArn };
    await iam.send(new AttachRolePolicyCommand(attachment));
    expect((await get())?.AttachmentCount).toBe(1);
    await expect(
      iam.send(new DeletePolicyCommand({ PolicyArn })),
    ).rejects.toMatchObject({ name: 'DeleteConflictException' });
    await iam.send(new DetachRolePolicyCommand(attachment));
    await iam.send(new DeletePolicyCommand({ PolicyArn }));
    await expect(get()).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
  });

  it('is listed among the local ones', async () => {
    await create();
    const { Policies } = await iam.send(
      new ListPoliciesCommand({ Scope: 'Local' }),
    );
    expect(Policies?.map(({ Arn }) => Arn)).toEqual([PolicyArn]);
  });

  it('is tagged and untagged', async () => {
    await create();
    const Tags = [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ];
    await iam.send(new TagPolicyCommand({ PolicyArn, Tags }));
    await iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: ['a'] }));
    const listed = await iam.send(new ListPolicyTagsCommand({ PolicyArn }));
    expect(listed.Tags).toEqual([{ Key: 'b', Value: '2' }]);
  });
});

describe('versions', () => {
  it('are five at most, until one is deleted', async () => {
    await create();
    for (const action of ['eks:A', 'eks:B', 'eks:C', 'eks:D']) {
      await addVersion(action, false);
    }
    await expect(addVersion('eks:E', true)).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
    await iam.send(
      new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' }),
    );
    await addVersion('eks:E', true);
    const { Versions } = await iam.send(
      new ListPolicyVersionsCommand({ PolicyArn }),
    );
    expect(Versions?.map(one => one.VersionId)).toEqual([
      'v6',
      'v5',
      'v4',
      'v3',
      'v1',
    ]);
    expect((await get())?.DefaultVersionId).toBe('v6');
  });

  it('cannot be deleted while they are the default', async () => {
    await create();
    await expect(
      iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v1' })),
    ).rejects.toMatchObject({ name: 'DeleteConflictException' });
  });

  it('keep a policy from being deleted', async () => {
    await create();
    await addVersion('eks:A', false);
    await expect(
      iam.send(new DeletePolicyCommand({ PolicyArn })),
    ).rejects.toMatchObject({ name: 'DeleteConflictException' });
  });

  it('become the default when asked', async () => {
    await create();
    await addVersion('eks:A', false);
    await iam.send(
      new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v2' }),
    );
    expect((await get())?.DefaultVersionId).toBe('v2');
  });

  it('must exist to be read', async () => {
    await create();
    await expect(
      iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v7' })),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });
});

describe('AWS managed policies', () => {
  it('are known by ARN', async () => {
    const { Policy } = await iam.send(
      new GetPolicyCommand({
        PolicyArn: 'arn:aws:iam::aws:policy/AmazonEKSBlockStoragePolicyV2',
      }),
    );
    expect(Policy?.PolicyName).toBe('AmazonEKSBlockStoragePolicyV2');
  });

  it('do not show documents that the sandbox does not hold', async () => {
    await expect(
      iam.send(
        new GetPolicyVersionCommand({
          PolicyArn: 'arn:aws:iam::aws:policy/AmazonEKSClusterPolicy',
          VersionId: 'v1',
        }),
      ),
    ).rejects.toMatchObject({ name: 'ServiceFailureException' });
  });
});

describe('OpenID Connect providers', () => {
  const createProvider = (Url: string) =>
    iam.send(
      new CreateOpenIDConnectProviderCommand({
        Url,
        ClientIDList: ['sts.amazonaws.com'],
      }),
    );

  it('are made, read and listed', async () => {
    const { OpenIDConnectProviderArn } = await createProvider(
      'https://idtoken.humanitec.io',
    );
    expect(OpenIDConnectProviderArn).toBe(
      'arn:aws:iam::111122223333:oidc-provider/idtoken.humanitec.io',
    );
    expect(
      await iam.send(
        new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }),
      ),
    ).toMatchObject({
      Url: 'idtoken.humanitec.io',
      ClientIDList: ['sts.amazonaws.com'],
    });
    const listed = await iam.send(new ListOpenIDConnectProvidersCommand({}));
    expect(listed.OpenIDConnectProviderList).toEqual([
      { Arn: OpenIDConnectProviderArn },
    ]);
  });

  it('are tagged, given another client, and deleted', async () => {
    const { OpenIDConnectProviderArn } = await createProvider(
      'https://idtoken.humanitec.io',
    );
    const provider = { OpenIDConnectProviderArn };
    const read = () => iam.send(new GetOpenIDConnectProviderCommand(provider));
    await iam.send(
      new TagOpenIDConnectProviderCommand({
        ...provider,
        Tags: [{ Key: 'a', Value: '1' }],
      }),
    );
    await iam.send(
      new AddClientIDToOpenIDConnectProviderCommand({
        ...provider,
        ClientID: 'another',
      }),
    );
    expect(await read()).toMatchObject({
      ClientIDList: ['sts.amazonaws.com', 'another'],
      Tags: [{ Key: 'a', Value: '1' }],
    });
    await iam.send(
      new UntagOpenIDConnectProviderCommand({ ...provider, TagKeys: ['a'] }),
    );
    await iam.send(
      new RemoveClientIDFromOpenIDConnectProviderCommand({
        ...provider,
        ClientID: 'another',
      }),
    );
    expect(await read()).toMatchObject({
      ClientIDList: ['sts.amazonaws.com'],
      Tags: [],
    });
    await iam.send(new DeleteOpenIDConnectProviderCommand(provider));
    await expect(read()).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
  });

  it('cannot be made twice', async () => {
    await createProvider('https://idtoken.humanitec.io');
    await expect(
      createProvider('https://idtoken.humanitec.io'),
    ).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
    });
  });
});
