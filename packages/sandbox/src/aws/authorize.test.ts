// What Backstage's role may do is decided by its policies, call by call.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import {
  AssociateAccessPolicyCommand,
  CreateAccessEntryCommand,
  CreatePodIdentityAssociationCommand,
  DeleteClusterCommand,
  DescribeClusterCommand,
  ListAddonsCommand,
  ListClustersCommand,
} from '@aws-sdk/client-eks';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { Sandbox, startSandbox } from '../sandbox';
import { instantTimings } from '../timings';
import {
  administratorClients,
  assumeRole,
  clients,
  platformClients,
  platformRoleArn,
} from './__testUtils__/clients';
import {
  createCluster,
  createRole,
  createRoles,
  mark,
  privateCluster,
  trustingService,
} from './__testUtils__/cluster';
import { policy, Statement } from './__testUtils__/policy';

// Several servers share few cores in a full run.
jest.setTimeout(30_000);

const RoleName = 'backstage-humanitec-eks';

const user =
  'User: arn:aws:sts::111122223333:assumed-role/backstage-humanitec-eks/test';

let sandbox: Sandbox;
let administrator: ReturnType<typeof clients>;
let backstage: ReturnType<typeof clients>;
beforeEach(async () => {
  sandbox = await startSandbox({ timings: instantTimings });
  administrator = administratorClients(sandbox.awsUrl);
  backstage = await platformClients(sandbox.awsUrl);
});
afterEach(() => sandbox.close());

/** Gives the role this policy instead of its own. */
const allowOnly = (...statements: Statement[]) =>
  administrator.iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName: RoleName,
      PolicyDocument: policy(...statements),
    }),
  );

/** Gives the role another policy besides its own. */
const allowAlso = (...statements: Statement[]) =>
  administrator.iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName: 'more',
      PolicyDocument: policy(...statements),
    }),
  );

const newRole = (name: string, more: object = {}) =>
  backstage.iam.send(
    new CreateRoleCommand({
      RoleName: name,
      AssumeRolePolicyDocument: trustingService('ec2.amazonaws.com', [
        'sts:AssumeRole',
      ]),
      ...more,
    }),
  );

it('gives the role the policy that people are told to give it', () => {
  const text = readFileSync(
    resolve(__dirname, '../../../../docs/reference/iam-policy.json'),
    'utf8',
  );
  const { inlinePolicies, attachedPolicies } =
    sandbox.world.aws.findRole(platformRoleArn) ?? {};
  expect(inlinePolicies?.size).toBe(1);
  expect(attachedPolicies?.size).toBe(0);
  expect(JSON.parse(inlinePolicies?.get(RoleName) ?? '')).toEqual(
    JSON.parse(text),
  );
});

describe('a refusal', () => {
  it('of IAM names who, what and on which resource', async () => {
    await allowOnly({ Action: 'iam:GetRole' });
    await expect(
      backstage.iam.send(new ListRolesCommand({})),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `${user} is not authorized to perform: iam:ListRoles on resource: arn:aws:iam::111122223333:role/ because no identity-based policy allows the iam:ListRoles action`,
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('of EKS names the cluster', async () => {
    await allowOnly({ Action: 'eks:DescribeCluster' });
    await expect(
      backstage.eks.send(new ListAddonsCommand({ clusterName: 'a' })),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `${user} is not authorized to perform: eks:ListAddons on resource: arn:aws:eks:eu-central-1:111122223333:cluster/a because no identity-based policy allows the eks:ListAddons action`,
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('of EC2 is an UnauthorizedOperation', async () => {
    await allowOnly({ Action: 'ec2:DescribeSubnets' });
    await expect(
      backstage.ec2.send(new DescribeVpcsCommand({})),
    ).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message: `You are not authorized to perform this operation. ${user} is not authorized to perform: ec2:DescribeVpcs because no identity-based policy allows the ec2:DescribeVpcs action`,
      $metadata: { httpStatusCode: 403 },
    });
    expect(
      (await backstage.ec2.send(new DescribeSubnetsCommand({}))).Subnets,
    ).not.toEqual([]);
  });

  it('by an explicit deny says so, whatever else is allowed', async () => {
    await allowAlso({ Effect: 'Deny', Action: 'eks:DeleteCluster' });
    await expect(
      backstage.eks.send(new DeleteClusterCommand({ name: 'a' })),
    ).rejects.toMatchObject({
      message: `${user} is not authorized to perform: eks:DeleteCluster on resource: arn:aws:eks:eu-central-1:111122223333:cluster/a with an explicit deny in an identity-based policy`,
    });
  });

  it('by a boundary says so', async () => {
    await administrator.iam.send(
      new CreatePolicyCommand({
        PolicyName: 'boundary',
        PolicyDocument: policy({ Action: 'iam:*' }),
      }),
    );
    await administrator.iam.send(
      new PutRolePermissionsBoundaryCommand({
        RoleName,
        PermissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary',
      }),
    );
    await expect(
      backstage.eks.send(new ListClustersCommand({})),
    ).rejects.toMatchObject({
      message: `${user} is not authorized to perform: eks:ListClusters because no permissions boundary allows the eks:ListClusters action`,
    });
  });

  it('changes nothing', async () => {
    await allowOnly({ Action: 'iam:GetRole' });
    await expect(newRole('a')).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(
      backstage.iam.send(new GetRoleCommand({ RoleName: 'a' })),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });
});

describe('a session', () => {
  it('may always ask who it is', async () => {
    await administrator.iam.send(
      new DeleteRolePolicyCommand({ RoleName, PolicyName: RoleName }),
    );
    const identity = await backstage.sts.send(new GetCallerIdentityCommand({}));
    expect(identity.Account).toBe('111122223333');
    await expect(
      backstage.eks.send(new ListClustersCommand({})),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('may what an attached policy of the customer allows', async () => {
    await administrator.iam.send(
      new CreatePolicyCommand({
        PolicyName: 'roles',
        PolicyDocument: policy({ Action: 'iam:ListRoles' }),
      }),
    );
    const PolicyArn = 'arn:aws:iam::111122223333:policy/roles';
    await administrator.iam.send(
      new AttachRolePolicyCommand({ RoleName, PolicyArn }),
    );
    const { Roles: roles = [] } = await backstage.iam.send(
      new ListRolesCommand({}),
    );
    expect(roles.length).toBeGreaterThan(0);
  });

  it('may what an attached policy of AWS allows', async () => {
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    await administrator.iam.send(
      new AttachRolePolicyCommand({ RoleName, PolicyArn }),
    );
    expect(
      (await backstage.iam.send(new ListRolesCommand({}))).Roles,
    ).not.toEqual([]);
  });
});

describe('resources and conditions', () => {
  it('narrow roles down by path', async () => {
    await allowOnly({
      Action: ['iam:CreateRole', 'iam:TagRole'],
      Resource: 'arn:aws:iam::111122223333:role/eks/*',
    });
    await newRole('inside', { Path: '/eks/' });
    await expect(newRole('outside')).rejects.toMatchObject({
      message: expect.stringContaining(
        'iam:CreateRole on resource: arn:aws:iam::111122223333:role/outside ',
      ),
    });
  });

  it('can demand a permissions boundary', async () => {
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/PowerUserAccess';
    await allowOnly({
      Action: 'iam:CreateRole',
      Condition: {
        StringEquals: { 'iam:PermissionsBoundary': PermissionsBoundary },
      },
    });
    await expect(newRole('free')).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await newRole('bound', { PermissionsBoundary });
    expect(
      sandbox.world.aws.findRole('arn:aws:iam::111122223333:role/bound'),
    ).toBeDefined();
  });

  it('count tags of the request, and that something is tagged at all', async () => {
    const Tags = [{ Key: 'team', Value: 'platform' }];
    await allowOnly({ Action: 'iam:CreateRole' });
    await expect(newRole('tagged', { Tags })).rejects.toMatchObject({
      message: expect.stringContaining('iam:TagRole'),
    });
    await allowOnly({
      Action: ['iam:CreateRole', 'iam:TagRole'],
      Condition: {
        StringLike: { 'aws:RequestTag/team': 'plat*' },
        'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team', 'cost'] },
      },
    });
    await newRole('tagged', { Tags });
    await expect(newRole('untagged')).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('can demand private clusters', async () => {
    await createRoles(administrator.iam);
    await allowAlso({
      Effect: 'Deny',
      Action: 'eks:CreateCluster',
      Condition: { Bool: { 'eks:endpointPublicAccess': 'true' } },
    });
    const { resourcesVpcConfig } = privateCluster;
    await expect(
      createCluster(backstage.eks, {
        resourcesVpcConfig: {
          ...resourcesVpcConfig,
          endpointPublicAccess: true,
        },
      }),
    ).rejects.toMatchObject({
      message: expect.stringContaining('with an explicit deny'),
    });
    expect(
      (await createCluster(backstage.eks, { tags: mark })).cluster?.status,
    ).toBeDefined();
  });

  it('cannot be a cluster for CreateCluster, which knows no resources', async () => {
    await createRoles(administrator.iam);
    await allowOnly(
      { Action: ['iam:*'] },
      {
        Action: 'eks:*',
        Resource: 'arn:aws:eks:eu-central-1:111122223333:cluster/*',
      },
    );
    await expect(createCluster(backstage.eks)).rejects.toMatchObject({
      message: `${user} is not authorized to perform: eks:CreateCluster on resource: arn:aws:eks:eu-central-1:111122223333:cluster/eks-automode-prod because no identity-based policy allows the eks:CreateCluster action`,
    });
  });

  it('can be one cluster, and its access entries', async () => {
    await createRoles(administrator.iam);
    await createCluster(administrator.eks);
    await createCluster(administrator.eks, { name: 'other' });
    const here = 'arn:aws:eks:eu-central-1:111122223333';
    await allowOnly({
      Action: 'eks:*',
      Resource: [
        `${here}:cluster/eks-automode-prod`,
        `${here}:access-entry/eks-automode-prod/*`,
      ],
    });
    const entry = (clusterName: string) => ({
      clusterName,
      principalArn: platformRoleArn,
    });
    const associate = (clusterName: string) =>
      backstage.eks.send(
        new AssociateAccessPolicyCommand({
          ...entry(clusterName),
          policyArn:
            'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
          accessScope: { type: 'cluster' },
        }),
      );
    await backstage.eks.send(
      new CreateAccessEntryCommand(entry('eks-automode-prod')),
    );
    await associate('eks-automode-prod');
    await expect(
      backstage.eks.send(new CreateAccessEntryCommand(entry('other'))),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(associate('other')).rejects.toMatchObject({
      message: expect.stringContaining(
        `on resource: ${here}:access-entry/other/role/111122223333/backstage-humanitec-eks/`,
      ),
    });
    await expect(
      backstage.eks.send(new DescribeClusterCommand({ name: 'other' })),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('a role that is handed to a service', () => {
  const mayPass = (service: string, ...more: Statement[]) =>
    allowOnly(
      { Action: 'eks:*' },
      {
        Action: 'iam:PassRole',
        Resource: 'arn:aws:iam::111122223333:role/eks-*',
        Condition: { StringEquals: { 'iam:PassedToService': service } },
      },
      ...more,
    );
  const refusedToPass = (role: string) => ({
    name: 'AccessDeniedException',
    message: `${user} is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/${role} because no identity-based policy allows the iam:PassRole action`,
  });

  it('must be one that the caller may pass, to that service', async () => {
    await createRoles(administrator.iam);
    await mayPass('ec2.amazonaws.com');
    await expect(createCluster(backstage.eks)).rejects.toMatchObject(
      refusedToPass('eks-cluster'),
    );
    await mayPass('eks.amazonaws.com');
    await expect(createCluster(backstage.eks)).rejects.toMatchObject(
      refusedToPass('eks-node'),
    );
  });

  it('counts for pods, too', async () => {
    await createRoles(administrator.iam);
    await createRole(administrator.iam, {
      name: 'runner',
      trust: trustingService('pods.eks.amazonaws.com', [
        'sts:AssumeRole',
        'sts:TagSession',
      ]),
    });
    await createCluster(administrator.eks);
    await mayPass('pods.eks.amazonaws.com');
    await expect(
      backstage.eks.send(
        new CreatePodIdentityAssociationCommand({
          clusterName: 'eks-automode-prod',
          namespace: 'a',
          serviceAccount: 'b',
          roleArn: 'arn:aws:iam::111122223333:role/runner',
        }),
      ),
    ).rejects.toMatchObject(refusedToPass('runner'));
  });
});

it("lets only those make an account's first cluster who may bring EKS's own role", async () => {
  const roleArn = 'arn:aws:iam::444455556666:role/backstage-humanitec-eks';
  const other = clients(
    sandbox.awsUrl,
    await assumeRole(sandbox.awsUrl, { roleArn }),
  );
  await createRoles(other.iam);
  const own = sandbox.world.aws.findRole(roleArn);
  const documented = own?.inlinePolicies.get(RoleName) ?? '';
  const request = JSON.parse(
    JSON.stringify({ ...privateCluster, tags: mark })
      .replaceAll('111122223333', '444455556666')
      .replaceAll('subnet-0a', 'subnet-0c'),
  );
  own?.inlinePolicies.set(
    RoleName,
    documented.replace('iam:CreateServiceLinkedRole', 'iam:GetUser'),
  );
  await expect(createCluster(other.eks, request)).rejects.toMatchObject({
    message: expect.stringContaining(
      'iam:CreateServiceLinkedRole on resource: arn:aws:iam::444455556666:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS',
    ),
  });
  own?.inlinePolicies.set(RoleName, documented);
  await createCluster(other.eks, request);
  expect(
    (
      await other.iam.send(
        new GetRoleCommand({ RoleName: 'AWSServiceRoleForAmazonEKS' }),
      )
    ).Role?.Path,
  ).toBe('/aws-service-role/eks.amazonaws.com/');
});
