// Every operation, driven over a real socket by the SDK's own clients. That the wire is as
// AWS publishes is judged in every sandbox; here all of it passes the judge once.
import * as eksSdk from '@aws-sdk/client-eks';
import * as iamSdk from '@aws-sdk/client-iam';
import * as stsSdk from '@aws-sdk/client-sts';
import { Sandbox, startSandbox } from '../sandbox';
import { instantTimings } from '../timings';
import { eksOperations } from './eks/operations';
import { iamOperations } from './iam/operations';
import { stsOperations } from './sts/operations';
import { administratorClients, platformRoleArn } from './__testUtils__/clients';
import {
  createRoles,
  createWorkerRole,
  privateCluster,
  workerRoleArn,
} from './__testUtils__/cluster';
import { seededIdentities } from './seed';

describe('the clients of the SDK', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ timings: instantTimings });
    await everyOperation(sandbox);
  }, 60_000);
  afterAll(() => sandbox.close());

  it.each([
    ['sts', stsOperations],
    ['iam', iamOperations],
    ['eks', eksOperations],
  ] as const)(
    'get an answer of every operation of %s',
    (system, operations) => {
      const answered = sandbox.world.calls
        .all()
        .filter(call => call.system === system && call.status === 200);
      expect(
        [...new Set(answered.map(({ operation }) => operation))].sort(),
      ).toEqual(Object.keys(operations).sort());
    },
  );
});

/** Calls each operation once or more, in an order in which it works, and is refused now and then. */
async function everyOperation(sandbox: Sandbox) {
  const { sts, iam, eks } = administratorClients(sandbox.awsUrl);
  const refused = async (call: Promise<unknown>) => {
    await expect(call).rejects.toThrow();
  };

  await sts.send(new stsSdk.GetCallerIdentityCommand({}));
  await createRoles(iam);
  await callIam(iam, refused);
  const trust = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: seededIdentities.administrator.userArn },
        Action: 'sts:AssumeRole',
      },
      {
        Effect: 'Allow',
        Principal: { Service: 'pods.eks.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
      },
    ],
  });
  await iam.send(
    new iamSdk.CreateRoleCommand({
      RoleName: 'access',
      AssumeRolePolicyDocument: trust,
    }),
  );
  const RoleArn = 'arn:aws:iam::111122223333:role/access';
  await sts.send(
    new stsSdk.AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }),
  );
  await createWorkerRole(iam);
  await callEks(eks, RoleArn, refused);
}

async function callIam(
  iam: iamSdk.IAMClient,
  refused: (call: Promise<unknown>) => Promise<void>,
) {
  const RoleName = 'backstage-humanitec-eks';
  const PolicyName = 'eks-access';
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'eks:*', Resource: '*' }],
  });
  const Tags = [{ Key: 'a', Value: '1' }];
  const boundary = 'arn:aws:iam::aws:policy/PowerUserAccess';
  const role = await iam.send(new iamSdk.GetRoleCommand({ RoleName }));
  await iam.send(new iamSdk.TagRoleCommand({ RoleName, Tags }));
  await iam.send(new iamSdk.ListRoleTagsCommand({ RoleName }));
  await iam.send(
    new iamSdk.PutRolePermissionsBoundaryCommand({
      RoleName,
      PermissionsBoundary: boundary,
    }),
  );
  await iam.send(new iamSdk.GetRoleCommand({ RoleName }));
  await iam.send(new iamSdk.DeleteRolePermissionsBoundaryCommand({ RoleName }));
  await iam.send(new iamSdk.UntagRoleCommand({ RoleName, TagKeys: ['a'] }));
  await iam.send(new iamSdk.ListRoleTagsCommand({ RoleName }));
  await iam.send(
    new iamSdk.UpdateRoleCommand({ RoleName, Description: 'changed' }),
  );
  await iam.send(
    new iamSdk.UpdateAssumeRolePolicyCommand({
      RoleName,
      PolicyDocument: decodeURIComponent(
        role.Role?.AssumeRolePolicyDocument ?? '',
      ),
    }),
  );
  await iam.send(new iamSdk.ListInstanceProfilesForRoleCommand({ RoleName }));
  await iam.send(new iamSdk.ListRolesCommand({ MaxItems: 1 }));
  const inline = { RoleName, PolicyName };
  await iam.send(
    new iamSdk.PutRolePolicyCommand({ ...inline, PolicyDocument }),
  );
  await iam.send(new iamSdk.GetRolePolicyCommand(inline));
  await iam.send(new iamSdk.ListRolePoliciesCommand({ RoleName }));
  await iam.send(new iamSdk.DeleteRolePolicyCommand(inline));
  await iam.send(
    new iamSdk.CreateRoleCommand({
      RoleName: 'passing',
      AssumeRolePolicyDocument: decodeURIComponent(
        role.Role?.AssumeRolePolicyDocument ?? '',
      ),
      Tags,
    }),
  );
  await iam.send(new iamSdk.DeleteRoleCommand({ RoleName: 'passing' }));

  const { Policy } = await iam.send(
    new iamSdk.CreatePolicyCommand({ PolicyName, PolicyDocument, Tags }),
  );
  const PolicyArn = Policy?.Arn;
  const attachment = { RoleName, PolicyArn };
  await iam.send(new iamSdk.AttachRolePolicyCommand(attachment));
  await iam.send(new iamSdk.ListAttachedRolePoliciesCommand({ RoleName }));
  await refused(iam.send(new iamSdk.DeletePolicyCommand({ PolicyArn })));
  await iam.send(new iamSdk.DetachRolePolicyCommand(attachment));
  await iam.send(new iamSdk.ListAttachedRolePoliciesCommand({ RoleName }));
  await iam.send(new iamSdk.GetPolicyCommand({ PolicyArn }));
  await iam.send(new iamSdk.GetPolicyCommand({ PolicyArn: boundary }));
  await iam.send(new iamSdk.ListPoliciesCommand({}));
  await iam.send(new iamSdk.TagPolicyCommand({ PolicyArn, Tags }));
  await iam.send(new iamSdk.ListPolicyTagsCommand({ PolicyArn }));
  await iam.send(new iamSdk.UntagPolicyCommand({ PolicyArn, TagKeys: ['a'] }));
  await iam.send(
    new iamSdk.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument }),
  );
  const v2 = { PolicyArn, VersionId: 'v2' };
  await iam.send(new iamSdk.GetPolicyVersionCommand(v2));
  await iam.send(new iamSdk.ListPolicyVersionsCommand({ PolicyArn }));
  await iam.send(new iamSdk.SetDefaultPolicyVersionCommand(v2));
  await iam.send(
    new iamSdk.DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v1' }),
  );
  await iam.send(new iamSdk.DeletePolicyCommand({ PolicyArn }));

  const { OpenIDConnectProviderArn } = await iam.send(
    new iamSdk.CreateOpenIDConnectProviderCommand({
      Url: 'https://idtoken.humanitec.io',
      ClientIDList: ['a'],
      ThumbprintList: ['b'.repeat(40)],
      Tags,
    }),
  );
  await iam.send(
    new iamSdk.GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }),
  );
  await iam.send(new iamSdk.ListOpenIDConnectProvidersCommand({}));
  await iam.send(
    new iamSdk.TagOpenIDConnectProviderCommand({
      OpenIDConnectProviderArn,
      Tags,
    }),
  );
  await iam.send(
    new iamSdk.UntagOpenIDConnectProviderCommand({
      OpenIDConnectProviderArn,
      TagKeys: ['a'],
    }),
  );
  const client = { OpenIDConnectProviderArn, ClientID: 'c' };
  await iam.send(new iamSdk.AddClientIDToOpenIDConnectProviderCommand(client));
  await iam.send(
    new iamSdk.RemoveClientIDFromOpenIDConnectProviderCommand(client),
  );
  await iam.send(
    new iamSdk.DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }),
  );
  await iam.send(new iamSdk.GetAccountSummaryCommand({}));
  await iam.send(
    new iamSdk.SimulatePrincipalPolicyCommand({
      PolicySourceArn: platformRoleArn,
      ActionNames: ['eks:CreateCluster', 'iam:PassRole'],
    }),
  );
  await refused(
    iam.send(
      new iamSdk.SimulatePrincipalPolicyCommand({
        PolicySourceArn: `${platformRoleArn}-gone`,
        ActionNames: ['eks:CreateCluster'],
      }),
    ),
  );

  await refused(iam.send(new iamSdk.GetPolicyCommand({ PolicyArn })));
  await refused(iam.send(new iamSdk.GetRoleCommand({ RoleName: 'nobody' })));
  await refused(iam.send(new iamSdk.AttachRolePolicyCommand(attachment)));
  await refused(
    iam.send(
      new iamSdk.CreateRoleCommand({
        RoleName: 'bad',
        AssumeRolePolicyDocument: '{',
      }),
    ),
  );
}

async function callEks(
  eks: eksSdk.EKSClient,
  principalArn: string,
  refused: (call: Promise<unknown>) => Promise<void>,
) {
  const name = privateCluster.name ?? '';
  const clusterName = name;
  const { cluster } = await eks.send(
    new eksSdk.CreateClusterCommand({
      ...privateCluster,
      version: '1.35',
      tags: { a: '1' },
      logging: { clusterLogging: [{ types: ['audit'], enabled: true }] },
    }),
  );
  await refused(eks.send(new eksSdk.CreateClusterCommand(privateCluster)));
  await eks.send(new eksSdk.DescribeClusterCommand({ name }));
  await eks.send(new eksSdk.ListClustersCommand({ maxResults: 1 }));
  await eks.send(new eksSdk.DescribeClusterVersionsCommand({}));
  await eks.send(new eksSdk.ListAddonsCommand({ clusterName }));
  const { update } = await eks.send(
    new eksSdk.UpdateClusterConfigCommand({
      name,
      upgradePolicy: { supportType: 'STANDARD' },
    }),
  );
  await eks.send(
    new eksSdk.DescribeUpdateCommand({ name, updateId: update?.id }),
  );
  await eks.send(
    new eksSdk.UpdateClusterVersionCommand({ name, version: '1.36' }),
  );
  await eks.send(
    new eksSdk.AssociateEncryptionConfigCommand({
      clusterName,
      encryptionConfig: [
        {
          resources: ['secrets'],
          provider: { keyArn: 'arn:aws:kms:a:b:key/c' },
        },
      ],
    }),
  );
  await eks.send(new eksSdk.DescribeClusterCommand({ name }));
  await eks.send(new eksSdk.ListUpdatesCommand({ name }));
  const resourceArn = cluster?.arn;
  const tags = { b: '2' };
  await eks.send(new eksSdk.TagResourceCommand({ resourceArn, tags }));
  await eks.send(new eksSdk.ListTagsForResourceCommand({ resourceArn }));
  await eks.send(
    new eksSdk.UntagResourceCommand({ resourceArn, tagKeys: ['a', 'b'] }),
  );

  const entry = { clusterName, principalArn };
  await eks.send(
    new eksSdk.CreateAccessEntryCommand({
      ...entry,
      kubernetesGroups: ['a'],
      tags,
    }),
  );
  await refused(eks.send(new eksSdk.CreateAccessEntryCommand(entry)));
  await eks.send(new eksSdk.DescribeAccessEntryCommand(entry));
  await eks.send(
    new eksSdk.UpdateAccessEntryCommand({ ...entry, kubernetesGroups: [] }),
  );
  await eks.send(new eksSdk.ListAccessEntriesCommand({ clusterName }));
  const { accessPolicies = [] } = await eks.send(
    new eksSdk.ListAccessPoliciesCommand({}),
  );
  const policyArn = accessPolicies.find(({ name: policy }) =>
    policy?.includes('ClusterAdmin'),
  )?.arn;
  const accessScope = { type: 'cluster' as const };
  await eks.send(
    new eksSdk.AssociateAccessPolicyCommand({
      ...entry,
      policyArn,
      accessScope,
    }),
  );
  await eks.send(new eksSdk.ListAssociatedAccessPoliciesCommand(entry));
  await eks.send(
    new eksSdk.DisassociateAccessPolicyCommand({ ...entry, policyArn }),
  );
  await eks.send(new eksSdk.DeleteAccessEntryCommand(entry));
  await refused(eks.send(new eksSdk.DescribeAccessEntryCommand(entry)));

  const { association } = await eks.send(
    new eksSdk.CreatePodIdentityAssociationCommand({
      clusterName,
      namespace: 'a',
      serviceAccount: 'b',
      roleArn: principalArn,
      tags,
    }),
  );
  const pods = { clusterName, associationId: association?.associationId };
  await eks.send(new eksSdk.DescribePodIdentityAssociationCommand(pods));
  await eks.send(
    new eksSdk.ListPodIdentityAssociationsCommand({ clusterName }),
  );
  await eks.send(
    new eksSdk.UpdatePodIdentityAssociationCommand({
      ...pods,
      disableSessionTags: true,
    }),
  );
  await eks.send(new eksSdk.DeletePodIdentityAssociationCommand(pods));
  const group = { clusterName, nodegroupName: 'workers' };
  await eks.send(
    new eksSdk.CreateNodegroupCommand({
      ...group,
      nodeRole: workerRoleArn,
      subnets: cluster?.resourcesVpcConfig?.subnetIds,
      scalingConfig: { minSize: 1, maxSize: 2, desiredSize: 1 },
      tags,
    }),
  );
  await eks.send(new eksSdk.DescribeNodegroupCommand(group));
  await eks.send(new eksSdk.ListNodegroupsCommand({ clusterName }));
  await refused(eks.send(new eksSdk.DeleteClusterCommand({ name })));
  await eks.send(new eksSdk.DeleteNodegroupCommand(group));
  await refused(eks.send(new eksSdk.DescribeNodegroupCommand(group)));
  await eks.send(new eksSdk.DeleteClusterCommand({ name }));
  await refused(eks.send(new eksSdk.DescribeClusterCommand({ name })));
}
