import {
  CreatePodIdentityAssociationCommand,
  DeletePodIdentityAssociationCommand,
  DescribePodIdentityAssociationCommand,
  EKSClient,
  ListPodIdentityAssociationsCommand,
  UpdatePodIdentityAssociationCommand,
} from '@aws-sdk/client-eks';
import { IAMClient } from '@aws-sdk/client-iam';
import { Sandbox, startSandbox } from '../../sandbox';
import { instantTimings } from '../../timings';
import { administratorClients } from '../__testUtils__/clients';
import {
  createCluster,
  createRole,
  createRoles,
  trustingService,
} from '../__testUtils__/cluster';

// Several servers share few cores in a full run.
jest.setTimeout(30_000);

let sandbox: Sandbox;
let eks: EKSClient;
let iam: IAMClient;
beforeAll(async () => {
  sandbox = await startSandbox({ timings: instantTimings });
  ({ eks, iam } = administratorClients(sandbox.awsUrl));
  await createRoles(iam);
  await createCluster(eks);
  const actions = ['sts:AssumeRole', 'sts:TagSession'];
  await createRole(iam, {
    name: 'runner',
    trust: trustingService('pods.eks.amazonaws.com', actions),
  });
});
afterAll(() => sandbox.close());

const clusterName = 'eks-automode-prod';
const roleArn = 'arn:aws:iam::111122223333:role/runner';

const create = (serviceAccount: string, role = roleArn) =>
  eks.send(
    new CreatePodIdentityAssociationCommand({
      clusterName,
      namespace: 'runner',
      serviceAccount,
      roleArn: role,
    }),
  );

it('is made, found, changed and deleted', async () => {
  const { association } = await create('one');
  const id = { clusterName, associationId: association?.associationId };
  expect(association).toMatchObject({
    associationId: expect.stringMatching(/^a-[0-9a-f]{17}$/),
    associationArn: expect.stringContaining(':podidentityassociation/'),
    roleArn,
  });
  const list = () =>
    eks.send(
      new ListPodIdentityAssociationsCommand({
        clusterName,
        namespace: 'runner',
        serviceAccount: 'one',
      }),
    );
  expect((await list()).associations).toMatchObject([
    { associationId: id.associationId },
  ]);
  await eks.send(
    new UpdatePodIdentityAssociationCommand({
      ...id,
      disableSessionTags: true,
    }),
  );
  const described = await eks.send(
    new DescribePodIdentityAssociationCommand(id),
  );
  expect(described.association).toMatchObject({
    roleArn,
    disableSessionTags: true,
  });
  await eks.send(new DeletePodIdentityAssociationCommand(id));
  expect((await list()).associations).toEqual([]);
  await expect(
    eks.send(new DescribePodIdentityAssociationCommand(id)),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

it('is one for each service account', async () => {
  await create('two');
  await expect(create('two')).rejects.toMatchObject({
    name: 'ResourceInUseException',
    message: expect.stringContaining('Association already exists'),
  });
});

it('needs a role that EKS may give to pods', async () => {
  await expect(
    create('three', 'arn:aws:iam::111122223333:role/eks-node'),
  ).rejects.toMatchObject({ name: 'InvalidParameterException' });
});

it('needs a role of the same account', async () => {
  await expect(
    create('three', 'arn:aws:iam::444455556666:role/runner'),
  ).rejects.toMatchObject({ name: 'AccessDeniedException' });
});
