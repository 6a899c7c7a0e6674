import {
  AttachRolePolicyCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DetachRolePolicyCommand,
  GetOpenIDConnectProviderCommand,
  GetRoleCommand,
  IAMClient,
  ListPolicyVersionsCommand,
  UntagPolicyCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { convergence } from '../__testUtils__/convergence';

const RoleName = 'humanitec-role-to-access-eks-automode-prod-cluster';
const PolicyName = `${RoleName}-policy`;
const PolicyArn = `arn:aws:iam::111122223333:policy/${PolicyName}`;
const boundary = 'arn:aws:iam::aws:policy/AmazonEKSClusterPolicy';
const providerArn =
  'arn:aws:iam::111122223333:oidc-provider/idtoken.humanitec.io';
const mark = 'humanitec-eks/binding';

/** What Humanitec's own addresses are does not matter here. */
const sourceIps = ['34.141.77.162', '34.159.97.57'];
const input = {
  aws: { tags: { 'cost-center': '4711' }, permissionsBoundary: boundary },
  accessRole: { sourceIps },
};

interface Trust {
  Statement: {
    Principal: Record<string, string>;
    Condition: Record<string, Record<string, unknown>>;
  }[];
}

async function readTrust(iam: IAMClient): Promise<Trust> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  return JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''));
}

async function changeTrust(
  iam: IAMClient,
  change: (trust: Trust['Statement'][number]) => void,
) {
  const trust = await readTrust(iam);
  change(trust.Statement[0]);
  await iam.send(
    new UpdateAssumeRolePolicyCommand({
      RoleName,
      PolicyDocument: JSON.stringify(trust),
    }),
  );
}

const externalIdOf = (trust: Trust) =>
  trust.Statement[0].Condition.StringEquals['sts:ExternalId'];

const anyPolicy = (action: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
  });

const foreignTrust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'sts:AssumeRole',
    },
  ],
});

const part = convergence({
  part: 'accessRole',
  input,
  after: [],
  drifts: {
    'the principal that is trusted': {
      tamper: ({ iam }) =>
        changeTrust(iam, statement => {
          statement.Principal = { AWS: 'arn:aws:iam::111122223333:root' };
        }),
      shows: /AssumeRolePolicyDocument: .*:root.* -> .*user\/humanitec/,
      repairedBy: ['UpdateAssumeRolePolicy'],
    },
    'the external ID condition': {
      tamper: ({ iam }) =>
        changeTrust(iam, statement => {
          statement.Condition.StringLike = { 'aws:PrincipalArn': '*' };
        }),
      shows: /AssumeRolePolicyDocument: .*<external-id>/,
      repairedBy: ['UpdateAssumeRolePolicy'],
    },
    'the source addresses': {
      tamper: ({ iam }) =>
        changeTrust(iam, statement => {
          statement.Condition.IpAddress = { 'aws:SourceIp': '0.0.0.0/0' };
        }),
      shows: /AssumeRolePolicyDocument: .*0\.0\.0\.0\/0.* -> .*34\.141\.77/,
      repairedBy: ['UpdateAssumeRolePolicy'],
    },
    'the attached policy': {
      tamper: ({ iam }) =>
        iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })),
      shows: /AttachedPolicies: none -> .*-policy/,
      repairedBy: ['AttachRolePolicy'],
    },
    'the policy document': {
      tamper: ({ iam }) =>
        iam.send(
          new CreatePolicyVersionCommand({
            PolicyArn,
            PolicyDocument: anyPolicy('eks:*'),
            SetAsDefault: true,
          }),
        ),
      shows: /Document: .*eks:\*.* -> .*eks:DescribeCluster/,
      repairedBy: ['CreatePolicyVersion'],
    },
    "the role's description": {
      tamper: ({ iam }) =>
        iam.send(new UpdateRoleCommand({ RoleName, Description: 'mine' })),
      shows: /Description: mine -> Humanitec reaches EKS cluster/,
      repairedBy: ['UpdateRole'],
    },
    "the role's permissions boundary": {
      tamper: ({ iam }) =>
        iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName })),
      shows: /PermissionsBoundary: none -> .*AmazonEKSClusterPolicy/,
      repairedBy: ['PutRolePermissionsBoundary'],
    },
    "the role's tags": {
      tamper: ({ iam }) =>
        iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['cost-center'] })),
      shows: /tags\.cost-center: none -> 4711/,
      repairedBy: ['TagRole'],
    },
    "the policy's tags": {
      tamper: ({ iam }) =>
        iam.send(
          new UntagPolicyCommand({ PolicyArn, TagKeys: ['cost-center'] }),
        ),
      shows: /~ iam policy [\s\S]*tags\.cost-center: none -> 4711/,
      repairedBy: ['TagPolicy'],
    },
  },
  foreign: {
    role: {
      make: ({ iam }) =>
        iam.send(
          new CreateRoleCommand({
            RoleName,
            AssumeRolePolicyDocument: foreignTrust,
          }),
        ),
      refusal: /iam role .*does not carry our tag; choose another name/,
    },
    policy: {
      make: ({ iam }) =>
        iam.send(
          new CreatePolicyCommand({
            PolicyName,
            PolicyDocument: anyPolicy('s3:GetObject'),
          }),
        ),
      refusal: /iam policy .*does not carry our tag; choose another name/,
    },
    'role under another path': {
      make: ({ iam }) =>
        iam.send(
          new CreateRoleCommand({
            RoleName,
            Path: '/teams/',
            AssumeRolePolicyDocument: foreignTrust,
          }),
        ),
      refusal: /a path cannot be changed; set aws\.iamPath to \/teams\//,
      adoptable: false,
    },
  },
});

jest.setTimeout(120_000);

describe('the access role', () => {
  beforeAll(part.start);
  afterAll(part.stop);

  const { iam } = { iam: () => part.stack().tamper.iam };
  const operations = () =>
    part
      .stack()
      .writes()
      .map(({ operation }) => operation);
  const identity = { ...input, accessRole: { accountType: 'aws-identity' } };

  it.each(part.cases)('%s', (_, check) => check());

  it('keeps its external ID whatever else changes', async () => {
    await part.backToMade();
    const before = externalIdOf(await readTrust(iam()));
    await part.apply({ accessRole: { sourceIps: ['192.0.2.1'] } });
    const after = await readTrust(iam());
    expect(before).toMatch(/^[0-9a-f-]{36}$/);
    expect(externalIdOf(after)).toBe(before);
    expect(after.Statement[0].Condition.IpAddress['aws:SourceIp']).toEqual([
      '192.0.2.1',
    ]);
  });

  it('keeps source addresses and boundary that are no longer asked for', async () => {
    await part.backToMade();
    const task = await part.stack().run('humanitec-eks:accessRole:apply');
    expect(task.log).toContain('Unchanged.');
    expect(operations()).toEqual([]);
  });

  it('trusts Humanitec again after its principal was made anew', async () => {
    await part.backToMade();
    await changeTrust(iam(), statement => {
      statement.Principal = { AWS: 'AIDAABCDEFGHIJKLMNOPQ' };
    });
    const task = await part.apply();
    expect(task.log).toMatch(/AIDAABCDEFGHIJKLMNOPQ.* -> .*user\/humanitec/);
    expect((await readTrust(iam())).Statement[0].Principal).toEqual({
      AWS: 'arn:aws:iam::767398028804:user/humanitec',
    });
  });

  it('never shows its external ID', async () => {
    await part.backToMade();
    const id = String(externalIdOf(await readTrust(iam())));
    await changeTrust(iam(), statement => {
      statement.Principal = { AWS: 'arn:aws:iam::111122223333:root' };
    });
    const dry = await part.dryRun();
    const task = await part.apply();
    expect(dry.log + task.log).toContain('AssumeRolePolicyDocument');
    expect(dry.log + task.log).not.toContain(id);
  });

  it('makes room for a new version of its policy, the oldest first', async () => {
    await part.backToMade();
    for (const action of ['a:A', 'b:B', 'c:C', 'd:D']) {
      await iam().send(
        new CreatePolicyVersionCommand({
          PolicyArn,
          PolicyDocument: anyPolicy(action),
          SetAsDefault: true,
        }),
      );
    }
    part.stack().sandbox.world.calls.clear();
    expect((await part.apply()).status).toBe('completed');
    expect(operations()).toEqual([
      'DeletePolicyVersion',
      'CreatePolicyVersion',
    ]);
    const { Versions = [] } = await iam().send(
      new ListPolicyVersionsCommand({ PolicyArn }),
    );
    expect(Versions.map(({ VersionId }) => VersionId).sort()).toEqual([
      'v2',
      'v3',
      'v4',
      'v5',
      'v6',
    ]);
  });

  it('looks again when somebody makes the role in between', async () => {
    await part.backToAbsent();
    part.stack().sandbox.world.faults.add({
      system: 'iam',
      operation: 'CreateRole',
      // The call takes effect and its answer says that it was there: two runs at once.
      effect: {
        kind: 'error',
        status: 409,
        code: 'EntityAlreadyExists',
        message: `Role with name ${RoleName} already exists.`,
      },
    });
    const task = await part.apply();
    expect(task.status).toBe('completed');
    expect(task.log).toContain('in between; looking again');
  });

  it('looks again when somebody removes the role in between', async () => {
    await part.backToMade();
    await iam().send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    const { faults } = part.stack().sandbox.world;
    faults.add({
      system: 'iam',
      operation: 'AttachRolePolicy',
      effect: {
        kind: 'error',
        status: 404,
        code: 'NoSuchEntity',
        message: `The role with name ${RoleName} cannot be found.`,
      },
    });
    const task = await part.apply();
    expect(task.status).toBe('completed');
    expect(task.log).toContain('in between; looking again');
  });

  it('says which quota is used up, and does not try again for ever', async () => {
    await part.backToAbsent();
    part.stack().sandbox.world.faults.add({
      system: 'iam',
      operation: 'CreateRole',
      times: 20,
      effect: {
        kind: 'error',
        status: 409,
        code: 'LimitExceeded',
        message: 'Cannot exceed quota for RolesPerAccount: 1000',
      },
    });
    const task = await part.apply();
    expect(task.status).toBe('failed');
    expect(task.log).toMatch(/LimitExceeded.*RolesPerAccount.*raise it/);
    // The SDK takes this code for throttling; nothing of ours comes on top.
    expect(operations().filter(name => name === 'CreateRole').length).toBe(5);
  });

  it('refuses a trust policy that IAM would not store', async () => {
    await part.backToAbsent();
    const many = Array.from({ length: 120 }, (_, i) => `198.51.100.${i}`);
    const dry = await part.dryRun({ accessRole: { sourceIps: many } });
    expect(dry.error).toMatch(/\d+ characters, and IAM takes 2048/);
    expect(operations()).toEqual([]);
  });

  describe('of type aws-identity', () => {
    const audiences = async () => {
      const { ClientIDList } = await iam().send(
        new GetOpenIDConnectProviderCommand({
          OpenIDConnectProviderArn: providerArn,
        }),
      );
      return ClientIDList;
    };

    it('makes the identity provider that the account lacks, and trusts its tokens', async () => {
      await part.backToAbsent();
      expect((await part.apply(identity)).status).toBe('completed');
      expect(await audiences()).toEqual(['sts.amazonaws.com']);
      expect((await readTrust(iam())).Statement).toEqual([
        {
          Effect: 'Allow',
          Principal: { Federated: providerArn },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: {
              'idtoken.humanitec.io:aud': 'sts.amazonaws.com',
              'idtoken.humanitec.io:sub': 'platform-org/eks-automode-prod',
            },
          },
        },
      ]);
      part.stack().sandbox.world.calls.clear();
      expect((await part.apply(identity)).log).toContain('Unchanged.');
      expect(operations()).toEqual([]);
    });

    it('uses the identity provider of the account, and adds the audience that it lacks', async () => {
      await part.backToAbsent();
      await iam().send(
        new CreateOpenIDConnectProviderCommand({
          Url: 'https://idtoken.humanitec.io',
          ClientIDList: ['somebody-else'],
        }),
      );
      const task = await part.apply(identity);
      expect(task.status).toBe('completed');
      expect(task.log).toContain('ClientIDList: none -> sts.amazonaws.com');
      expect(await audiences()).toEqual(['somebody-else', 'sts.amazonaws.com']);
    });

    it('can be switched to, and back, which makes a new external ID', async () => {
      await part.backToMade();
      const before = externalIdOf(await readTrust(iam()));
      expect((await part.apply(identity)).status).toBe('completed');
      expect((await readTrust(iam())).Statement[0].Principal).toEqual({
        Federated: providerArn,
      });
      const back = { accessRole: { accountType: 'aws-role', sourceIps } };
      expect((await part.apply(back)).status).toBe('completed');
      const after = externalIdOf(await readTrust(iam()));
      expect(after).toMatch(/^[0-9a-f-]{36}$/);
      expect(after).not.toBe(before);
    });

    it('leaves the identity provider, which others may trust, when it is taken away', async () => {
      await part.backToAbsent();
      await part.apply(identity);
      await part.remove();
      expect(await audiences()).toEqual(['sts.amazonaws.com']);
      await expect(
        iam().send(new GetRoleCommand({ RoleName })),
      ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    });

    it('takes no source addresses', async () => {
      await part.backToAbsent();
      const dry = await part.dryRun({
        accessRole: { accountType: 'aws-identity', sourceIps },
      });
      expect(dry.error).toContain('accessRole.sourceIps is for the account');
    });
  });

  it('takes a role away that somebody attached more to', async () => {
    await part.backToMade();
    await iam().send(
      new AttachRolePolicyCommand({
        RoleName,
        PolicyArn: 'arn:aws:iam::aws:policy/AmazonEKSClusterPolicy',
      }),
    );
    await part.remove();
    await expect(
      iam().send(new GetRoleCommand({ RoleName })),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  it('is left alone when it is no longer ours', async () => {
    await part.backToMade();
    await iam().send(new UntagRoleCommand({ RoleName, TagKeys: [mark] }));
    await iam().send(new UntagPolicyCommand({ PolicyArn, TagKeys: [mark] }));
    part.stack().sandbox.world.calls.clear();
    await part.remove();
    expect(operations()).toEqual([]);
  });

  it('is completed after the role was deleted and only the policy is left', async () => {
    await part.backToMade();
    await iam().send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam().send(new DeleteRoleCommand({ RoleName }));
    part.stack().sandbox.world.calls.clear();
    expect((await part.apply()).status).toBe('completed');
    expect(operations()).toEqual(['CreateRole', 'AttachRolePolicy']);
  });
});
