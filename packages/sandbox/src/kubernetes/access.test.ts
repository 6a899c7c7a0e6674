import {
  DeleteAccessEntryCommand,
  UpdateAccessEntryCommand,
} from '@aws-sdk/client-eks';
import {
  AuthenticationV1Api,
  AuthorizationV1Api,
  CoreV1Api,
  KubeConfig,
  RbacAuthorizationV1Api,
} from '@kubernetes/client-node';
import { platformAccount, platformClients } from '../aws/__testUtils__/clients';
import {
  rawRequest,
  startTestCluster,
  TestCluster,
} from './__testUtils__/testCluster';

let test: TestCluster;
beforeAll(async () => {
  test = await startTestCluster();
});
afterAll(() => test?.close());

const path = '/api/v1/namespaces';
const arnOf = (role: string) => `arn:aws:iam::${platformAccount}:role/${role}`;

function withToken(config: KubeConfig, token: string): KubeConfig {
  const other = new KubeConfig();
  other.loadFromOptions({
    clusters: config.clusters,
    contexts: config.contexts,
    currentContext: config.currentContext,
    users: [{ name: 'user', token }],
  });
  return other;
}

const unauthorized = {
  status: 401,
  body: { kind: 'Status', reason: 'Unauthorized', message: 'Unauthorized' },
};

describe('a caller', () => {
  it('is unknown with a token that is none', async () => {
    const forged = withToken(test.admin, 'k8s-aws-v1.aGk');
    expect(await rawRequest(forged, 'GET', path)).toMatchObject(unauthorized);
  });

  it('is unknown without an access entry', async () => {
    const config = await test.member('gone', ['x']);
    expect(await rawRequest(config, 'GET', '/version')).toMatchObject({
      status: 200,
    });
    const { eks } = await platformClients(test.sandbox.awsUrl);
    await eks.send(
      new DeleteAccessEntryCommand({
        clusterName: test.cluster.name,
        principalArn: arnOf('gone'),
      }),
    );
    expect(await rawRequest(config, 'GET', '/version')).toMatchObject(
      unauthorized,
    );
    expect(test.sandbox.world.calls.all().at(-1)).toMatchObject({
      status: 401,
      principal: arnOf('gone'),
    });
  });

  it('is unknown when the entry was made for an earlier role of that name', async () => {
    const config = await test.member('reborn', ['x']);
    const entry = test.cluster.accessEntries.get(arnOf('reborn'));
    if (!entry) throw new Error('no access entry');
    entry.principalId = 'AROAEARLIERROLE000000';
    expect(await rawRequest(config, 'GET', '/version')).toMatchObject(
      unauthorized,
    );
  });

  it('is unknown until a changed entry has spread', async () => {
    const { world } = test.sandbox;
    const config = await test.member('late', ['x']);
    world.timings = { ...world.timings, accessEntryPropagation: 30 };
    const { eks } = await platformClients(test.sandbox.awsUrl);
    await eks.send(
      new UpdateAccessEntryCommand({
        clusterName: test.cluster.name,
        principalArn: arnOf('late'),
        kubernetesGroups: ['y'],
      }),
    );
    expect(await rawRequest(config, 'GET', '/version')).toMatchObject(
      unauthorized,
    );
    world.clock.advance(30);
    expect(await rawRequest(config, 'GET', '/version')).toMatchObject({
      status: 200,
    });
    world.timings = { ...world.timings, accessEntryPropagation: 0 };
  });

  it('is anonymous without a token, and may see the version only', async () => {
    const nobody = withToken(test.admin, '');
    expect(await rawRequest(nobody, 'GET', '/version')).toMatchObject({
      status: 200,
    });
    expect(await rawRequest(nobody, 'GET', path)).toMatchObject({
      status: 403,
      body: {
        message:
          'namespaces is forbidden: User "system:anonymous" cannot list resource "namespaces" in API group "" at the cluster scope',
      },
    });
  });

  it('is named by role and session, with the groups of its entry', async () => {
    const config = await test.member('named', ['humanitec']);
    const api = config.makeApiClient(AuthenticationV1Api);
    const { status } = await api.createSelfSubjectReview({ body: {} });
    expect(status?.userInfo).toMatchObject({
      username: `arn:aws:sts::${platformAccount}:assumed-role/named/test`,
      groups: ['humanitec', 'system:authenticated'],
    });
  });

  it('may act as another only with permission, and then without its own', async () => {
    const headers = { 'impersonate-user': 'jane' };
    const options = { headers };
    expect(await rawRequest(test.admin, 'GET', path, options)).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining('User "jane" cannot list') },
    });
    const member = await test.member('plain', ['x']);
    expect(await rawRequest(member, 'GET', path, options)).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining('cannot impersonate') },
    });
  });
});

describe('a member of a group', () => {
  let member: KubeConfig;
  beforeAll(async () => {
    member = await test.member('member', ['deployers']);
    const rbac = test.admin.makeApiClient(RbacAuthorizationV1Api);
    await rbac.createClusterRole({
      body: {
        metadata: { name: 'deployers' },
        rules: [
          { apiGroups: [''], resources: ['namespaces'], verbs: ['list'] },
          {
            apiGroups: ['rbac.authorization.k8s.io'],
            resources: ['clusterroles', 'clusterrolebindings'],
            verbs: ['create'],
          },
        ],
      },
    });
    await rbac.createClusterRoleBinding({
      body: {
        metadata: { name: 'deployers' },
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'ClusterRole',
          name: 'deployers',
        },
        subjects: [{ kind: 'Group', name: 'deployers' }],
      },
    });
  });

  it('may do what is bound to the group and nothing else', async () => {
    const core = member.makeApiClient(CoreV1Api);
    await expect(core.listNamespace()).resolves.toBeDefined();
    expect(
      await rawRequest(member, 'GET', '/api/v1/namespaces/default/pods'),
    ).toMatchObject({
      status: 403,
      body: {
        reason: 'Forbidden',
        message: `pods is forbidden: User "arn:aws:sts::${platformAccount}:assumed-role/member/test" cannot list resource "pods" in API group "" in the namespace "default"`,
        details: { kind: 'pods' },
      },
    });
  });

  it('learns by review what it may', async () => {
    const api = member.makeApiClient(AuthorizationV1Api);
    const may = async (verb: string, resource: string) => {
      const { status } = await api.createSelfSubjectAccessReview({
        body: { spec: { resourceAttributes: { verb, resource } } },
      });
      return status?.allowed;
    };
    expect(await may('list', 'namespaces')).toBe(true);
    expect(await may('delete', 'namespaces')).toBe(false);
    expect(test.sandbox.world.calls.all().at(-1)).toMatchObject({
      operation: 'create selfsubjectaccessreviews',
      write: false,
    });
    const { status } = await api.createSelfSubjectRulesReview({
      body: { spec: { namespace: 'default' } },
    });
    expect(status?.resourceRules).toContainEqual(
      expect.objectContaining({ verbs: ['list'], resources: ['namespaces'] }),
    );
  });

  it('is reviewed by others under its name', async () => {
    const api = test.admin.makeApiClient(AuthorizationV1Api);
    const { status } = await api.createSubjectAccessReview({
      body: {
        spec: {
          user: 'anybody',
          groups: ['deployers'],
          resourceAttributes: { verb: 'list', resource: 'namespaces' },
        },
      },
    });
    expect(status).toMatchObject({
      allowed: true,
      reason:
        'RBAC: allowed by ClusterRoleBinding "deployers" of ClusterRole "deployers" to Group "deployers"',
    });
  });

  const give = (verb: string) =>
    rawRequest(
      member,
      'POST',
      '/apis/rbac.authorization.k8s.io/v1/clusterroles',
      {
        body: {
          metadata: { name: `given-${verb}` },
          rules: [
            { apiGroups: [''], resources: ['namespaces'], verbs: [verb] },
          ],
        },
      },
    );

  it('may give on what it holds', async () => {
    expect(await give('list')).toMatchObject({ status: 201 });
  });

  it('may not give on what it does not hold', async () => {
    expect(await give('delete')).toMatchObject({
      status: 403,
      body: {
        message: expect.stringContaining(
          'is attempting to grant RBAC permissions not currently held:\n{APIGroups:[""], Resources:["namespaces"], Verbs:["delete"]}',
        ),
      },
    });
  });

  it('may not bind a role above its own', async () => {
    const answer = await rawRequest(
      member,
      'POST',
      '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
      {
        body: {
          metadata: { name: 'more' },
          roleRef: { kind: 'ClusterRole', name: 'cluster-admin' },
          subjects: [{ kind: 'Group', name: 'deployers' }],
        },
      },
    );
    expect(answer.status).toBe(403);
  });
});
