import {
  AssociateAccessPolicyCommand,
  CreateAccessEntryCommand,
  DeleteAccessEntryCommand,
  DescribeAccessEntryCommand,
  ListAssociatedAccessPoliciesCommand,
  UntagResourceCommand,
  UpdateAccessEntryCommand,
} from '@aws-sdk/client-eks';
import {
  DeleteRoleCommand,
  DetachRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { convergence } from '../__testUtils__/convergence';
import type { Tamper } from '../__testUtils__/tamper';

const clusterName = 'eks-automode-prod';
const RoleName = 'humanitec-role-to-access-eks-automode-prod-cluster';
const principalArn = `arn:aws:iam::111122223333:role/${RoleName}`;
const entryId = { clusterName, principalArn };
const viewPolicy = 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy';

const input = { aws: { tags: { 'cost-center': '4711' } } };

const rbac = 'rbac.authorization.k8s.io';
const role = {
  apiVersion: `${rbac}/v1`,
  kind: 'ClusterRole',
  metadata: { name: 'humanitec-deploy-access' },
};
const binding = { ...role, kind: 'ClusterRoleBinding' };
const group = (name: string) => ({ apiGroup: rbac, kind: 'Group', name });
const anyRule = { apiGroups: [''], resources: ['secrets'], verbs: ['*'] };

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

async function readRules({ kubernetes }: Tamper): Promise<Rule[]> {
  const live = await (await kubernetes()).read(role);
  return 'rules' in live && Array.isArray(live.rules) ? live.rules : [];
}

const changeRules =
  (change: (rules: Rule[]) => Rule[]) => async (tamper: Tamper) =>
    tamper.patchObject(role, { rules: change(await readRules(tamper)) });

async function replaceBinding(tamper: Tamper, more: object) {
  const api = await tamper.kubernetes();
  const { roleRef, subjects, metadata } = await api
    .read(binding)
    .then(live => ({
      roleRef: {
        apiGroup: rbac,
        kind: 'ClusterRole',
        name: role.metadata.name,
      },
      subjects: [group('humanitec-deploy-access')],
      metadata: { ...binding.metadata, labels: live.metadata?.labels },
    }));
  await api.delete(binding);
  await api.create(
    Object.assign({ ...binding, metadata }, { roleRef, subjects }, more),
  );
}

const part = convergence({
  part: 'deployAccess',
  input,
  after: [
    [
      'humanitec-eks:cluster:apply',
      {
        cluster: {
          subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
        },
      },
    ],
    ['humanitec-eks:cluster:await'],
    ['humanitec-eks:accessRole:apply'],
  ],
  drifts: {
    groups: {
      tamper: ({ eks }) =>
        eks.send(
          new UpdateAccessEntryCommand({
            ...entryId,
            kubernetesGroups: ['humanitec-deploy-access', 'admins'],
          }),
        ),
      shows: /kubernetesGroups: admins,.* -> humanitec-deploy-access/,
      repairedBy: ['UpdateAccessEntry'],
    },
    'the user name': {
      tamper: ({ eks }) =>
        eks.send(new UpdateAccessEntryCommand({ ...entryId, username: 'x' })),
      shows: /username: x -> arn:aws:sts::.*\{\{SessionName\}\}/,
      repairedBy: ['UpdateAccessEntry'],
    },
    "the entry's tags": {
      tamper: async ({ eks }) => {
        const { accessEntry } = await eks.send(
          new DescribeAccessEntryCommand(entryId),
        );
        await eks.send(
          new UntagResourceCommand({
            resourceArn: accessEntry?.accessEntryArn,
            tagKeys: ['cost-center'],
          }),
        );
      },
      shows: /tags\.cost-center: none -> 4711/,
      repairedBy: ['TagResource'],
    },
    'the access entry': {
      tamper: ({ eks }) => eks.send(new DeleteAccessEntryCommand(entryId)),
      shows: /\+ access entry arn:aws:iam::/,
      repairedBy: ['CreateAccessEntry'],
    },
    'a rule that is missing': {
      tamper: changeRules(rules => rules.slice(1)),
      shows: /rules: none -> .*namespaces/,
      repairedBy: ['patch clusterroles'],
    },
    'a rule more than was written': {
      tamper: changeRules(rules => [...rules, anyRule]),
      shows: /rules: .*secrets.* -> none/,
      repairedBy: ['patch clusterroles'],
    },
    'a verb more than was written': {
      tamper: changeRules(([first, ...rules]) => [
        { ...first, verbs: ['*'] },
        ...rules,
      ]),
      shows: /rules: none -> .*namespaces[\s\S]*rules: .*\*.* -> none/,
      repairedBy: ['patch clusterroles'],
    },
    'the labels': {
      tamper: tamper =>
        tamper.patchObject(role, {
          metadata: {
            ...role.metadata,
            labels: { 'app.kubernetes.io/managed-by': null },
          },
        }),
      shows: /metadata\.labels.*managed-by: none -> humanitec-eks/,
      repairedBy: ['patch clusterroles'],
    },
    'a subject more than was written': {
      tamper: tamper =>
        tamper.patchObject(binding, {
          subjects: [
            group('humanitec-deploy-access'),
            group('system:authenticated'),
          ],
        }),
      shows: /subjects: .*system:authenticated.* -> none/,
      repairedBy: ['patch clusterrolebindings'],
    },
    'the subject': {
      tamper: tamper =>
        tamper.patchObject(binding, { subjects: [group('others')] }),
      shows: /subjects: none -> .*humanitec-deploy-access/,
      repairedBy: ['patch clusterrolebindings'],
    },
    'the role that is bound, which cannot be changed': {
      tamper: tamper =>
        replaceBinding(tamper, {
          roleRef: {
            apiGroup: rbac,
            kind: 'ClusterRole',
            name: 'cluster-admin',
          },
        }),
      shows: /roleRef\.name: cluster-admin -> humanitec-deploy-access/,
      repairedBy: ['delete clusterrolebindings', 'patch clusterrolebindings'],
    },
  },
  foreign: {
    'access entry': {
      make: ({ eks }) =>
        eks.send(
          new CreateAccessEntryCommand({ ...entryId, kubernetesGroups: ['x'] }),
        ),
      refusal: /access entry .*does not carry our tag; delete it/,
    },
    ClusterRole: {
      make: async ({ kubernetes }) =>
        (await kubernetes()).create(
          Object.assign({ ...role }, { rules: [anyRule] }),
        ),
      refusal:
        /ClusterRole humanitec-deploy-access: it exists and does not carry/,
    },
    ClusterRoleBinding: {
      make: async ({ kubernetes }) =>
        (await kubernetes()).create(
          Object.assign(
            { ...binding },
            {
              subjects: [group('admins')],
              roleRef: {
                apiGroup: rbac,
                kind: 'ClusterRole',
                name: 'cluster-admin',
              },
            },
          ),
        ),
      refusal: /ClusterRoleBinding humanitec-deploy-access: it exists/,
    },
  },
});

jest.setTimeout(180_000);

describe('the access to deploy', () => {
  beforeAll(part.start);
  afterAll(part.stop);

  const tamper = () => part.stack().tamper;
  const operations = () =>
    part
      .stack()
      .writes()
      .map(({ operation }) => operation);

  it.each(part.cases)('%s', (_, check) => check());

  it('is the documented least, with nothing on secrets', async () => {
    await part.backToMade();
    const rules = await readRules(tamper());
    expect(JSON.stringify(rules)).not.toMatch(/secrets"|\*/);
    expect(rules).toContainEqual({
      apiGroups: [''],
      resources: ['namespaces'],
      verbs: ['create', 'get', 'list', 'update', 'patch', 'delete'],
    });
  });

  it('is given anew after the access role was made anew', async () => {
    await part.backToMade();
    const { iam } = tamper();
    // IAM tells creation times in whole seconds.
    part.stack().sandbox.world.clock.advance(2);
    await iam.send(
      new DetachRolePolicyCommand({
        RoleName,
        PolicyArn: `arn:aws:iam::111122223333:policy/${RoleName}-policy`,
      }),
    );
    await iam.send(new DeleteRoleCommand({ RoleName }));
    await part.stack().run('humanitec-eks:accessRole:apply');
    part.stack().sandbox.world.calls.clear();

    const task = await part.apply();
    expect(task.log).toContain('the role was created again after this entry');
    expect(operations()).toEqual(['DeleteAccessEntry', 'CreateAccessEntry']);
    part.stack().sandbox.world.calls.clear();
    expect((await part.apply()).log).toContain('Unchanged.');
  });

  it('waits until EKS knows the access role', async () => {
    await part.backToAbsent();
    part.stack().sandbox.world.faults.add({
      system: 'eks',
      operation: 'CreateAccessEntry',
      times: 2,
      effect: {
        kind: 'error',
        status: 400,
        code: 'InvalidParameterException',
        message: 'The specified principalArn is invalid: invalid principal.',
      },
    });
    const task = await part.apply();
    expect(task.status).toBe('completed');
    expect(task.log).toContain(
      `Waiting for EKS to know the IAM role ${principalArn}`,
    );
  });

  it('leaves access policies to those who associated them, and does not lose them', async () => {
    await part.backToMade();
    const { eks } = tamper();
    await eks.send(
      new AssociateAccessPolicyCommand({
        ...entryId,
        policyArn: viewPolicy,
        accessScope: { type: 'cluster' },
      }),
    );
    part.stack().sandbox.world.calls.clear();
    expect((await part.apply()).log).toContain('Unchanged.');
    expect(operations()).toEqual([]);
    await eks.send(
      new UpdateAccessEntryCommand({ ...entryId, kubernetesGroups: [] }),
    );
    await part.apply();
    const { associatedAccessPolicies } = await eks.send(
      new ListAssociatedAccessPoliciesCommand(entryId),
    );
    expect(associatedAccessPolicies).toMatchObject([{ policyArn: viewPolicy }]);
  });

  it('leaves labels of others on its ClusterRole', async () => {
    await part.backToMade();
    const labels = { [`${rbac}/aggregate-to-view`]: 'true' };
    await tamper().patchObject(role, {
      metadata: { ...role.metadata, labels },
    });
    await changeRules(rules => rules.slice(1))(tamper());
    expect((await part.apply()).status).toBe('completed');
    const live = await (await tamper().kubernetes()).read(role);
    expect(live.metadata?.labels).toMatchObject(labels);
  });

  it('takes its ClusterRole back from an aggregation that overwrites its rules', async () => {
    await part.backToMade();
    await tamper().patchObject(role, {
      aggregationRule: {
        clusterRoleSelectors: [{ matchLabels: { 'for-all': 'true' } }],
      },
    });
    part.stack().sandbox.world.calls.clear();
    const task = await part.apply();
    expect(task.log).toMatch(/aggregationRule: .*for-all.* -> none/);
    expect(operations()).toEqual(['delete clusterroles', 'patch clusterroles']);
    expect((await part.apply()).log).toContain('Unchanged.');
  });

  it('waits for an object that is being deleted, then makes it', async () => {
    await part.backToMade();
    const api = await tamper().kubernetes();
    const held = { ...role.metadata, finalizers: ['example.com/hold'] };
    await tamper().patchObject(role, { metadata: held });
    await api.delete(role);
    const task = part.apply();
    await waitUntil(() =>
      part
        .stack()
        .sandbox.world.calls.all()
        .some(({ operation }) => operation === 'get clusterroles'),
    );
    await tamper().patchObject(role, {
      metadata: { ...role.metadata, finalizers: null },
    });
    const { status, log } = await task;
    expect(status).toBe('completed');
    expect(log).toContain('what is there is being deleted; it is awaited');
    expect((await api.read(role)).metadata).not.toHaveProperty(
      'deletionTimestamp',
    );
  });

  it('cannot be given before there is a cluster, which the run says', async () => {
    await part.backToAbsent();
    const task = await part
      .stack()
      .run('humanitec-eks:deployAccess:apply', { clusterName: 'another' });
    expect(task.status).toBe('failed');
    expect(task.log).toContain('run the steps cluster:apply and cluster:await');
    expect(operations()).toEqual([]);
  });
});

async function waitUntil(condition: () => boolean) {
  while (!condition()) {
    await new Promise(done => {
      setTimeout(done, 20);
    });
  }
}
