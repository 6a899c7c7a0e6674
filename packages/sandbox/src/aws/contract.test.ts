// Everything that STS, IAM and EKS answer here has the shape that AWS's own service models give it.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import * as eksSdk from '@aws-sdk/client-eks';
import * as iamSdk from '@aws-sdk/client-iam';
import * as stsSdk from '@aws-sdk/client-sts';
import { XMLParser } from 'fast-xml-parser';
import { Sandbox, startSandbox } from '../sandbox';
import { instantTimings } from '../timings';
import { eksOperations } from './eks/operations';
import { iamOperations } from './iam/operations';
import {
  errorViolations,
  outputViolations,
  readServiceModel,
} from './__testUtils__/serviceModel';
import { stsOperations } from './sts/operations';
import { platformClients, platformRoleArn } from './__testUtils__/clients';
import { createRoles, privateCluster } from './__testUtils__/cluster';

const contracts = resolve(
  process.env.CONTRACTS_DIR ??
    resolve(__dirname, '../../../../../shared/contracts'),
);
const known = existsSync(contracts);
const title = known
  ? 'the service models'
  : `the service models (skipped: there is no ${contracts})`;

type Service = 'sts' | 'iam' | 'eks';

interface Exchange {
  service: Service;
  operation: string;
  status: number;
  errorType?: string;
  body: string;
}

/** What `requestHandler` of an SDK client looks like, as far as it matters here. */
interface RequestHandler {
  handle(...args: unknown[]): Promise<{
    response: {
      statusCode: number;
      headers: Record<string, string>;
      body: Readable;
    };
  }>;
}

(known ? describe : describe.skip)(title, () => {
  let sandbox: Sandbox;
  const exchanges: Exchange[] = [];

  beforeAll(async () => {
    sandbox = await startSandbox({ timings: instantTimings });
    await everyOperation(sandbox, exchanges);
  }, 60_000);
  afterAll(() => sandbox.close());

  const of = (service: Service) =>
    exchanges.filter(exchange => exchange.service === service);

  it.each([
    ['sts', stsOperations],
    ['iam', iamOperations],
    ['eks', eksOperations],
  ] as const)('are met by every operation of %s', (service, operations) => {
    const answered = of(service).filter(({ status }) => status === 200);
    expect(
      [...new Set(answered.map(({ operation }) => operation))].sort(),
    ).toEqual(Object.keys(operations).sort());
    const model = readServiceModel(contracts, service);
    const violations = answered.flatMap(({ operation, body }) =>
      outputViolations(model, operation, parse(service, body)),
    );
    expect(violations).toEqual([]);
  });

  it.each(['iam', 'eks'] as const)('are met by the errors of %s', service => {
    const model = readServiceModel(contracts, service);
    const refused = of(service).filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(2);
    const violations = refused.flatMap(exchange =>
      errorViolations(model, exchange.operation, {
        status: exchange.status,
        code:
          exchange.errorType ??
          /<Code>(.*)<\/Code>/.exec(exchange.body)?.[1] ??
          '',
      }),
    );
    expect(violations).toEqual([]);
  });
});

function parse(service: Service, body: string): unknown {
  return service === 'eks' ? JSON.parse(body) : xml.parse(body);
}

const xml = new XMLParser({ parseTagValue: false, ignoreAttributes: true });

/** Calls each operation once or more, in an order in which it works, and keeps the raw answers. */
async function everyOperation(sandbox: Sandbox, exchanges: Exchange[]) {
  const { sts, iam, eks } = await platformClients(sandbox.awsUrl);
  const services = { sts, iam, eks };
  for (const service of ['sts', 'iam', 'eks'] as const) {
    record(
      sandbox,
      service,
      services[service].config.requestHandler,
      exchanges,
    );
  }
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
        Principal: { AWS: platformRoleArn },
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
      ThumbprintList: ['b'],
      Tags,
    }),
  );
  await iam.send(
    new iamSdk.GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }),
  );
  await iam.send(new iamSdk.ListOpenIDConnectProvidersCommand({}));

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
      tags: { a: '1' },
      encryptionConfig: [
        {
          resources: ['secrets'],
          provider: { keyArn: 'arn:aws:kms:a:b:key/c' },
        },
      ],
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
  await eks.send(new eksSdk.DeleteClusterCommand({ name }));
  await refused(eks.send(new eksSdk.DescribeClusterCommand({ name })));
}

/** Keeps a copy of every answer that a client gets, under the operation's name in the sandbox's call log. */
function record(
  sandbox: Sandbox,
  service: Service,
  requestHandler: unknown,
  exchanges: Exchange[],
) {
  const handler = requestHandler as RequestHandler;
  const handle = handler.handle.bind(handler);
  handler.handle = async (...args) => {
    const result = await handle(...args);
    const bytes = Buffer.concat(await result.response.body.toArray());
    result.response.body = Readable.from([bytes]);
    exchanges.push({
      service,
      operation: sandbox.world.calls.all().at(-1)?.operation ?? '',
      status: result.response.statusCode,
      errorType: result.response.headers['x-amzn-errortype'],
      body: bytes.toString('utf8'),
    });
    return result;
  };
}
