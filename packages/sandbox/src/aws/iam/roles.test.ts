import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DeleteRolePermissionsBoundaryCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { Sandbox, startSandbox } from '../../sandbox';
import { instantTimings } from '../../timings';
import { administratorClients } from '../__testUtils__/clients';
import { managedPolicies } from './managedPolicies';

// Several servers share few cores in a full run.
jest.setTimeout(30_000);

let sandbox: Sandbox;
let iam: IAMClient;
beforeEach(async () => {
  sandbox = await startSandbox({ timings: instantTimings });
  ({ iam } = administratorClients(sandbox.awsUrl));
});
afterEach(() => sandbox.close());

const trusting = (AWS: string | string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' },
    ],
  });

const humanitec = 'arn:aws:iam::767398028804:user/humanitec';
const trust = trusting(humanitec);

const permissions = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'eks:DescribeCluster', Resource: '*' },
  ],
});

const clusterPolicy = 'arn:aws:iam::aws:policy/AmazonEKSClusterPolicy';

const create = (
  RoleName: string,
  more: Partial<ConstructorParameters<typeof CreateRoleCommand>[0]> = {},
) =>
  iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: trust,
      ...more,
    }),
  );

const get = async (RoleName: string) =>
  (await iam.send(new GetRoleCommand({ RoleName }))).Role;

describe('CreateRole', () => {
  it('makes a role that GetRole shows, its trust policy URL-encoded', async () => {
    await create('access', {
      Path: '/humanitec/',
      Description: 'for Humanitec & co',
      MaxSessionDuration: 7200,
      Tags: [{ Key: 'owner', Value: 'platform' }],
    });
    const role = await get('access');
    expect(role).toMatchObject({
      Arn: 'arn:aws:iam::111122223333:role/humanitec/access',
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      Path: '/humanitec/',
      Description: 'for Humanitec & co',
      MaxSessionDuration: 7200,
      Tags: [{ Key: 'owner', Value: 'platform' }],
    });
    expect(role?.AssumeRolePolicyDocument).toMatch(/^%7B/);
    expect(
      JSON.parse(decodeURIComponent(role?.AssumeRolePolicyDocument ?? '')),
    ).toEqual(JSON.parse(trust));
  });

  it('gives a role that is made again another ID', async () => {
    await create('access');
    const first = await get('access');
    await iam.send(new DeleteRoleCommand({ RoleName: 'access' }));
    await create('access');
    expect((await get('access'))?.RoleId).not.toBe(first?.RoleId);
  });

  it('refuses a name that exists, whatever its case', async () => {
    await create('access');
    await expect(create('ACCESS')).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      $metadata: { httpStatusCode: 409 },
    });
  });

  it.each([
    ['a name that is too long', { RoleName: 'r'.repeat(65) }],
    ['a name with a space', { RoleName: 'my role' }],
    ['a path without slashes', { Path: 'humanitec' }],
    ['a session longer than twelve hours', { MaxSessionDuration: 50_000 }],
  ])('refuses %s', async (_title, more) => {
    await expect(create('access', more)).rejects.toMatchObject({
      name: 'ValidationError',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses more than 50 tags', async () => {
    const Tags = Array.from({ length: 51 }, (_, index) => ({
      Key: `key-${index}`,
      Value: '',
    }));
    await expect(create('access', { Tags })).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });

  it('refuses the same tag key twice', async () => {
    const Tags = [
      { Key: 'owner', Value: 'a' },
      { Key: 'Owner', Value: 'b' },
    ];
    await expect(create('access', { Tags })).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
  });
});

describe('a trust policy', () => {
  const statement = (more: object) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ ...JSON.parse(trust).Statement[0], ...more }],
    });

  it.each([
    ['no JSON', '{', 'invalid Json'],
    ['an unknown member', statement({ Principals: {} }), 'Syntax errors'],
    ['no principal', statement({ Principal: undefined }), 'Principal'],
    ['a resource', statement({ Resource: '*' }), 'Resource'],
    ['another service', statement({ Action: 's3:*' }), 'STS AssumeRole'],
    [
      'an unknown condition',
      statement({ Condition: { StringIs: { 'sts:ExternalId': 'a' } } }),
      'Invalid Condition type',
    ],
    ['a made-up principal', trusting('humanitec'), 'Invalid principal'],
    [
      'a user that does not exist in a known account',
      trusting('arn:aws:iam::767398028804:user/nobody'),
      '"AWS":"arn:aws:iam::767398028804:user/nobody"',
    ],
    [
      'a role that does not exist in a known account',
      trusting('arn:aws:iam::111122223333:role/nobody'),
      'Invalid principal',
    ],
    [
      'a service by a wrong name',
      statement({ Principal: { Service: 'eks' } }),
      '"SERVICE":"eks"',
    ],
  ])('is refused with %s', async (_title, document, message) => {
    await expect(
      create('access', { AssumeRolePolicyDocument: document }),
    ).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message: expect.stringContaining(message),
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('may name principals of accounts that are not known here', async () => {
    const AssumeRolePolicyDocument = trusting(
      'arn:aws:iam::123456789012:role/theirs',
    );
    await create('access', { AssumeRolePolicyDocument });
    expect(await get('access')).toBeDefined();
  });

  it('may not be longer than 2048 characters', async () => {
    const AssumeRolePolicyDocument = trusting(
      Array.from({ length: 60 }, () => humanitec),
    );
    await expect(
      create('access', { AssumeRolePolicyDocument }),
    ).rejects.toMatchObject({ name: 'LimitExceededException' });
  });

  it('cannot name a role that has not yet spread', async () => {
    sandbox.world.timings.iamPropagation = 10;
    await create('new');
    const AssumeRolePolicyDocument = trusting(
      'arn:aws:iam::111122223333:role/new',
    );
    await expect(
      create('access', { AssumeRolePolicyDocument }),
    ).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
    sandbox.world.clock.advance(10);
    await create('access', { AssumeRolePolicyDocument });
  });

  it('is replaced by UpdateAssumeRolePolicy', async () => {
    await create('access');
    const PolicyDocument = trusting('arn:aws:iam::767398028804:root');
    await iam.send(
      new UpdateAssumeRolePolicyCommand({ RoleName: 'access', PolicyDocument }),
    );
    const role = await get('access');
    expect(decodeURIComponent(role?.AssumeRolePolicyDocument ?? '')).toBe(
      PolicyDocument,
    );
  });

  it('shows the ID of a principal that is gone', async () => {
    await create('partner');
    const { RoleId } = (await get('partner')) ?? {};
    await create('access', {
      AssumeRolePolicyDocument: trusting(
        'arn:aws:iam::111122223333:role/partner',
      ),
    });
    await iam.send(new DeleteRoleCommand({ RoleName: 'partner' }));
    const role = await get('access');
    expect(decodeURIComponent(role?.AssumeRolePolicyDocument ?? '')).toBe(
      trusting(RoleId ?? ''),
    );
  });
});

it('changes what UpdateRole names and keeps the rest', async () => {
  await create('access', { Description: 'before' });
  await iam.send(
    new UpdateRoleCommand({ RoleName: 'access', MaxSessionDuration: 3700 }),
  );
  expect(await get('access')).toMatchObject({
    Description: 'before',
    MaxSessionDuration: 3700,
  });
});

it('finds roles page by page', async () => {
  for (const name of ['a', 'b', 'c']) await create(name);
  const first = await iam.send(new ListRolesCommand({ MaxItems: 3 }));
  expect(first.Roles?.map(role => role.RoleName)).toEqual([
    'a',
    'AWSServiceRoleForAmazonEKS',
    'b',
  ]);
  expect(first.IsTruncated).toBe(true);
  const second = await iam.send(
    new ListRolesCommand({ MaxItems: 3, Marker: first.Marker }),
  );
  expect(second.Roles?.map(role => role.RoleName)).toEqual([
    'backstage-humanitec-eks',
    'c',
  ]);
  expect(second.IsTruncated).toBe(false);
});

it('answers NoSuchEntity for a role that does not exist', async () => {
  await expect(get('nobody')).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: 'The role with name nobody cannot be found.',
    $metadata: { httpStatusCode: 404 },
  });
});

it('tags and untags a role', async () => {
  await create('access', { Tags: [{ Key: 'a', Value: '1' }] });
  await iam.send(
    new TagRoleCommand({
      RoleName: 'access',
      Tags: [
        { Key: 'a', Value: '2' },
        { Key: 'b', Value: '3' },
      ],
    }),
  );
  await iam.send(new UntagRoleCommand({ RoleName: 'access', TagKeys: ['b'] }));
  const { Tags } = await iam.send(
    new ListRoleTagsCommand({ RoleName: 'access' }),
  );
  expect(Tags).toEqual([{ Key: 'a', Value: '2' }]);
});

describe('DeleteRole', () => {
  it('is refused while a managed policy is attached', async () => {
    await create('access');
    const attachment = { RoleName: 'access', PolicyArn: clusterPolicy };
    await iam.send(new AttachRolePolicyCommand(attachment));
    await expect(
      iam.send(new DeleteRoleCommand({ RoleName: 'access' })),
    ).rejects.toMatchObject({
      name: 'DeleteConflictException',
      $metadata: { httpStatusCode: 409 },
    });
    await iam.send(new DetachRolePolicyCommand(attachment));
    await iam.send(new DeleteRoleCommand({ RoleName: 'access' }));
    await expect(get('access')).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
  });

  it('is refused while an inline policy is there', async () => {
    await create('access');
    const inline = { RoleName: 'access', PolicyName: 'eks' };
    await iam.send(
      new PutRolePolicyCommand({ ...inline, PolicyDocument: permissions }),
    );
    await expect(
      iam.send(new DeleteRoleCommand({ RoleName: 'access' })),
    ).rejects.toMatchObject({ name: 'DeleteConflictException' });
    await iam.send(new DeleteRolePolicyCommand(inline));
    await iam.send(new DeleteRoleCommand({ RoleName: 'access' }));
  });
});

describe('attached policies', () => {
  const attach = (PolicyArn: string) =>
    iam.send(new AttachRolePolicyCommand({ RoleName: 'access', PolicyArn }));

  it('are listed, each once', async () => {
    await create('access');
    await attach(clusterPolicy);
    await attach(clusterPolicy);
    const { AttachedPolicies } = await iam.send(
      new ListAttachedRolePoliciesCommand({ RoleName: 'access' }),
    );
    expect(AttachedPolicies).toEqual([
      { PolicyName: 'AmazonEKSClusterPolicy', PolicyArn: clusterPolicy },
    ]);
  });

  it.each([
    'arn:aws:iam::aws:policy/AmazonEKSClusterPolicyV9',
    'arn:aws:iam::111122223333:policy/nobody',
  ])('cannot be one that does not exist: %s', async policy => {
    await create('access');
    await expect(attach(policy)).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
  });

  it('are ten at most', async () => {
    await create('access');
    const arns = [...managedPolicies.keys()];
    for (const one of arns.slice(0, 10)) await attach(one);
    await expect(attach(arns[10])).rejects.toMatchObject({
      name: 'LimitExceededException',
      $metadata: { httpStatusCode: 409 },
    });
  });

  it('cannot be detached when they are not there', async () => {
    await create('access');
    await expect(
      iam.send(
        new DetachRolePolicyCommand({
          RoleName: 'access',
          PolicyArn: clusterPolicy,
        }),
      ),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });
});

describe('inline policies', () => {
  const put = (PolicyName: string, PolicyDocument: string) =>
    iam.send(
      new PutRolePolicyCommand({
        RoleName: 'access',
        PolicyName,
        PolicyDocument,
      }),
    );

  it('are put, read and listed', async () => {
    await create('access');
    await put('eks', permissions);
    const { PolicyDocument } = await iam.send(
      new GetRolePolicyCommand({ RoleName: 'access', PolicyName: 'eks' }),
    );
    expect(decodeURIComponent(PolicyDocument ?? '')).toBe(permissions);
    const { PolicyNames } = await iam.send(
      new ListRolePoliciesCommand({ RoleName: 'access' }),
    );
    expect(PolicyNames).toEqual(['eks']);
  });

  it('cannot be read when they are not there', async () => {
    await create('access');
    await expect(
      iam.send(
        new GetRolePolicyCommand({ RoleName: 'access', PolicyName: 'eks' }),
      ),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  it.each([
    ['a principal', { Principal: { AWS: '*' } }],
    ['no resource', { Resource: undefined }],
    ['an action without a service', { Action: 'DescribeCluster' }],
    ['a resource that is no ARN', { Resource: 'cluster' }],
  ])('cannot have %s', async (_title, more) => {
    await create('access');
    const document = JSON.parse(permissions);
    Object.assign(document.Statement[0], more);
    await expect(put('eks', JSON.stringify(document))).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
    });
  });

  it('are 10240 characters at most, all together', async () => {
    await create('access');
    const document = JSON.parse(permissions);
    document.Statement[0].Resource = Array.from(
      { length: 60 },
      (_, index) => `arn:aws:s3:::${'x'.repeat(80)}${index}`,
    );
    await put('one', JSON.stringify(document));
    await expect(put('two', JSON.stringify(document))).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
  });
});

describe('a permissions boundary', () => {
  const boundary = 'arn:aws:iam::aws:policy/PowerUserAccess';

  it('is put, shown and taken away', async () => {
    await create('access');
    await iam.send(
      new PutRolePermissionsBoundaryCommand({
        RoleName: 'access',
        PermissionsBoundary: boundary,
      }),
    );
    expect((await get('access'))?.PermissionsBoundary).toEqual({
      PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
      PermissionsBoundaryArn: boundary,
    });
    await iam.send(
      new DeleteRolePermissionsBoundaryCommand({ RoleName: 'access' }),
    );
    expect((await get('access'))?.PermissionsBoundary).toBeUndefined();
  });

  it('must exist', async () => {
    await expect(
      create('access', {
        PermissionsBoundary: 'arn:aws:iam::111122223333:policy/nobody',
      }),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });
});
