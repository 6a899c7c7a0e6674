import {
  AssociateAccessPolicyCommand,
  CreateAccessEntryCommand,
  CreateAccessEntryCommandInput,
  DeleteAccessEntryCommand,
  DescribeAccessEntryCommand,
  DisassociateAccessPolicyCommand,
  EKSClient,
  ListAccessEntriesCommand,
  ListAccessPoliciesCommand,
  ListAssociatedAccessPoliciesCommand,
  UpdateAccessEntryCommand,
} from '@aws-sdk/client-eks';
import { DeleteRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { Sandbox, startSandbox } from '../../sandbox';
import { instantTimings } from '../../timings';
import {
  administratorClients,
  platformClients,
  platformRoleArn,
} from '../__testUtils__/clients';
import {
  createCluster,
  mark,
  createRole,
  createRoles,
  nodeRoleArn,
  trustingService,
} from '../__testUtils__/cluster';

// Several servers share few cores in a full run.
jest.setTimeout(30_000);

let sandbox: Sandbox;
let eks: EKSClient;
let iam: IAMClient;
beforeEach(async () => {
  sandbox = await startSandbox({ timings: instantTimings });
  ({ eks, iam } = administratorClients(sandbox.awsUrl));
  await createRoles(iam);
});
afterEach(() => sandbox.close());

const clusterName = 'eks-automode-prod';
const principalArn = 'arn:aws:iam::111122223333:role/access';
const adminPolicy =
  'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy';

const createPrincipal = () =>
  createRole(iam, {
    name: 'access',
    trust: trustingService('ec2.amazonaws.com', ['sts:AssumeRole']),
  });

const create = (changes: Partial<CreateAccessEntryCommandInput> = {}) =>
  eks.send(
    new CreateAccessEntryCommand({ clusterName, principalArn, ...changes }),
  );

const describeEntry = async (arn = principalArn) =>
  (
    await eks.send(
      new DescribeAccessEntryCommand({ clusterName, principalArn: arn }),
    )
  ).accessEntry;

const refusal = (name: string, message: string) => ({
  name,
  message: expect.stringContaining(message),
});

describe('the entries that EKS makes by itself', () => {
  const list = async () =>
    (await eks.send(new ListAccessEntriesCommand({ clusterName })))
      .accessEntries;

  it('are the creator as cluster admin, and the nodes', async () => {
    const backstage = await platformClients(sandbox.awsUrl);
    await createCluster(backstage.eks, { tags: mark });
    expect(await list()).toEqual([platformRoleArn, nodeRoleArn]);
    expect(await describeEntry(nodeRoleArn)).toMatchObject({
      type: 'EC2',
      kubernetesGroups: ['system:nodes'],
    });
    const admins = await eks.send(
      new ListAccessEntriesCommand({
        clusterName,
        associatedPolicyArn: adminPolicy,
      }),
    );
    expect(admins.accessEntries).toEqual([platformRoleArn]);
  });

  it('leave the creator out when told so', async () => {
    await createCluster(eks, {
      accessConfig: {
        authenticationMode: 'API',
        bootstrapClusterCreatorAdminPermissions: false,
      },
    });
    expect(await list()).toEqual([nodeRoleArn]);
  });
});

describe('CreateAccessEntry', () => {
  beforeEach(async () => {
    await createCluster(eks);
    await createPrincipal();
  });

  it('gives a role its groups and a name by session', async () => {
    await create({ kubernetesGroups: ['humanitec:deployers'] });
    expect(await describeEntry()).toMatchObject({
      principalArn,
      kubernetesGroups: ['humanitec:deployers'],
      username: 'arn:aws:sts::111122223333:assumed-role/access/{{SessionName}}',
      type: 'STANDARD',
    });
  });

  it('is refused for a principal that has one', async () => {
    await create();
    await expect(create()).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message:
        'The specified access entry resource is already in use on this cluster.',
      $metadata: { httpStatusCode: 409 },
    });
  });

  it('may be repeated with the same token', async () => {
    const clientRequestToken = 'one-token-for-one-entry-0123456789';
    await create({ clientRequestToken });
    await expect(create({ clientRequestToken })).resolves.toBeDefined();
  });

  it.each(['system:masters', 'eks:a', 'aws:a', 'amazon:a', 'iam:a'])(
    'refuses the group %s',
    async group => {
      await expect(create({ kubernetesGroups: [group] })).rejects.toMatchObject(
        refusal(
          'InvalidParameterException',
          `The kubernetes group name ${group} is invalid, it cannot start with`,
        ),
      );
    },
  );

  it.each(['system:admin', 'aws:me', '{{SessionName}}:me'])(
    'refuses the user name %s',
    async username => {
      await expect(create({ username })).rejects.toMatchObject(
        refusal('InvalidParameterException', username),
      );
    },
  );

  it('accepts a user name with the session behind a colon', async () => {
    await create({ username: 'humanitec:{{SessionName}}' });
    expect((await describeEntry())?.username).toBe('humanitec:{{SessionName}}');
  });

  it.each([
    ['a session', 'arn:aws:sts::111122223333:assumed-role/access/me'],
    [
      'a service-linked role',
      'arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS',
    ],
    ['an account', 'arn:aws:iam::111122223333:root'],
  ])('refuses %s', async (_title, arn) => {
    await expect(create({ principalArn: arn })).rejects.toMatchObject(
      refusal('InvalidParameterException', 'format is not valid'),
    );
  });

  it('refuses a role that does not exist', async () => {
    await expect(
      create({ principalArn: 'arn:aws:iam::111122223333:role/nobody' }),
    ).rejects.toMatchObject(
      refusal(
        'InvalidParameterException',
        'The specified principalArn is invalid: invalid principal',
      ),
    );
  });

  it('refuses a role that has not yet spread', async () => {
    sandbox.world.timings.iamPropagation = 6;
    await expect(create()).rejects.toMatchObject(
      refusal('InvalidParameterException', 'invalid principal'),
    );
    sandbox.world.clock.advance(6);
    await expect(create()).resolves.toBeDefined();
  });

  it('refuses groups for nodes', async () => {
    await expect(
      create({ type: 'EC2', kubernetesGroups: ['a'] }),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});

it('is not to be had before the cluster is ACTIVE', async () => {
  sandbox.world.timings.clusterCreate = 40;
  await createCluster(eks);
  await createPrincipal();
  await expect(create()).rejects.toMatchObject(
    refusal('InvalidRequestException', 'not in ACTIVE status'),
  );
});

it('is not to be had in a cluster without access entries', async () => {
  await createCluster(eks, {
    accessConfig: undefined,
    bootstrapSelfManagedAddons: undefined,
    computeConfig: undefined,
    storageConfig: undefined,
    kubernetesNetworkConfig: undefined,
  });
  await createPrincipal();
  await expect(create()).rejects.toMatchObject(
    refusal('InvalidRequestException', 'API_AND_CONFIG_MAP'),
  );
});

describe('an entry', () => {
  beforeEach(async () => {
    await createCluster(eks);
    await createPrincipal();
    await create({ kubernetesGroups: ['a', 'b'] });
  });

  const update = (kubernetesGroups: string[], arn = principalArn) =>
    eks.send(
      new UpdateAccessEntryCommand({
        clusterName,
        principalArn: arn,
        kubernetesGroups,
      }),
    );

  it('has its groups replaced', async () => {
    await update(['c']);
    expect((await describeEntry())?.kubernetesGroups).toEqual(['c']);
  });

  it('cannot be changed when it is for nodes', async () => {
    await expect(update(['c'], nodeRoleArn)).rejects.toMatchObject(
      refusal(
        'InvalidRequestException',
        'This operation can only be performed on Access Entries with a type of STANDARD',
      ),
    );
  });

  it('stays bound to the role that it was made for', async () => {
    const cluster = sandbox.world.aws.findCluster({
      accountId: '111122223333',
      region: 'eu-central-1',
      name: clusterName,
    });
    const bound = cluster?.accessEntries.get(principalArn)?.principalId;
    await iam.send(new DeleteRoleCommand({ RoleName: 'access' }));
    await createPrincipal();
    expect(sandbox.world.aws.findRole(principalArn)?.roleId).not.toBe(bound);
    expect(cluster?.accessEntries.get(principalArn)?.principalId).toBe(bound);
  });

  it('is deleted with its policies', async () => {
    const entry = { clusterName, principalArn };
    await eks.send(new DeleteAccessEntryCommand(entry));
    await expect(describeEntry()).rejects.toMatchObject({
      ...refusal(
        'ResourceNotFoundException',
        'principalArn could not be found',
      ),
      $metadata: { httpStatusCode: 404 },
    });
  });

  describe('and access policies', () => {
    const associate = (
      accessScope: { type: 'cluster' | 'namespace'; namespaces?: string[] },
      policyArn = adminPolicy,
      arn = principalArn,
    ) =>
      eks.send(
        new AssociateAccessPolicyCommand({
          clusterName,
          principalArn: arn,
          policyArn,
          accessScope,
        }),
      );

    const list = async () =>
      (
        await eks.send(
          new ListAssociatedAccessPoliciesCommand({
            clusterName,
            principalArn,
          }),
        )
      ).associatedAccessPolicies;

    it('are associated, once, with the latest scope', async () => {
      await associate({ type: 'cluster' });
      await associate({ type: 'namespace', namespaces: ['a'] });
      expect(await list()).toMatchObject([
        {
          policyArn: adminPolicy,
          accessScope: { type: 'namespace', namespaces: ['a'] },
        },
      ]);
      await eks.send(
        new DisassociateAccessPolicyCommand({
          clusterName,
          principalArn,
          policyArn: adminPolicy,
        }),
      );
      expect(await list()).toEqual([]);
    });

    it('must exist', async () => {
      await expect(
        associate({ type: 'cluster' }, `${adminPolicy}V2`),
      ).rejects.toMatchObject({ name: 'InvalidParameterException' });
    });

    it('need a namespace when their scope is that', async () => {
      await expect(associate({ type: 'namespace' })).rejects.toMatchObject({
        name: 'InvalidParameterException',
      });
    });

    it('are not for nodes', async () => {
      await expect(
        associate({ type: 'cluster' }, adminPolicy, nodeRoleArn),
      ).rejects.toMatchObject({ name: 'InvalidRequestException' });
    });

    it('are listed', async () => {
      const { accessPolicies } = await eks.send(
        new ListAccessPoliciesCommand({}),
      );
      expect(accessPolicies?.map(({ arn }) => arn)).toContain(adminPolicy);
    });
  });
});
