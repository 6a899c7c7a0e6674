import {
  CreatePodIdentityAssociationCommand,
  DescribePodIdentityAssociationCommand,
  ListPodIdentityAssociationsCommand,
  UpdatePodIdentityAssociationCommand,
} from '@aws-sdk/client-eks';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { clusterSteps } from '../__testUtils__/clusterSteps';
import { convergence, Drift } from '../__testUtils__/convergence';
import type { Tamper } from '../__testUtils__/tamper';

jest.setTimeout(300_000);

const id = 'eks-automode-prod-runner';
const terraformId = 'eks-automode-prod-terraform-runner';
const path = `/resources/defs/${id}`;
const patchDefinition = 'PATCH /orgs/{orgId}/resources/defs/{defId}';
const rbac = 'rbac.authorization.k8s.io';
const at = { namespace: 'humanitec-runner' };
const namespace = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'humanitec-runner' },
};
const account = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'humanitec-runner', ...at },
};
const role = (name: string) => ({
  apiVersion: `${rbac}/v1`,
  kind: 'Role',
  metadata: { name, ...at },
});
const binding = (name: string) => ({
  apiVersion: `${rbac}/v1`,
  kind: 'RoleBinding',
  metadata: { name, ...at },
});

type Thing = { apiVersion: string; kind: string; metadata: { name: string } };

const edited = (
  object: Thing,
  edit: (live: any) => void,
  shows: RegExp,
  repairedBy?: string[],
): Drift => ({
  tamper: async ({ kubernetes }) => {
    const api = await kubernetes();
    const live: any = await api.read(object);
    edit(live);
    await api.replace(live);
  },
  shows,
  repairedBy,
});

const gone = (object: Thing): Drift => ({
  tamper: async ({ kubernetes }) => (await kubernetes()).delete(object),
  shows: new RegExp(`\\+ kubernetes object ${object.kind} humanitec-runner/`),
  repairedBy: [`patch ${object.kind.toLowerCase()}s`],
});

/** Another value in the outputs of the definition's template. */
const templated = (outputs: object, shows: RegExp): Drift => ({
  tamper: ({ humanitec }) =>
    humanitec('PATCH', path, {
      driver_inputs: { values: { templates: { outputs } } },
    }),
  shows,
  repairedBy: [patchDefinition],
});

const part = convergence({
  part: 'runnerAccess',
  input: {
    criteria: [{ envType: 'production' }],
    clusterDefinition: { loadBalancer: 'lb.example.com' },
    runner: {
      drivers: ['opentofu-container-runner', 'terraform-container-runner'],
    },
  },
  after: clusterSteps,
  drifts: {
    "the namespace's labels": edited(
      namespace,
      ({ metadata }) => {
        metadata.labels['app.kubernetes.io/managed-by'] = 'x';
      },
      /managed-by: x -> humanitec-eks/,
      ['patch namespaces'],
    ),
    "the service account's labels": edited(
      account,
      ({ metadata }) => {
        delete metadata.labels['app.kubernetes.io/managed-by'];
      },
      /managed-by: none -> humanitec-eks/,
      ['patch serviceaccounts'],
    ),
    'the service account: it is deleted': gone(account),
    "the runner's rights: some are missing": edited(
      role('humanitec-runner'),
      ({ rules }) => rules.pop(),
      /rules: none -> .*leases/,
      ['patch roles'],
    ),
    "the runner's rights: there are more": edited(
      role('humanitec-runner'),
      ({ rules }) =>
        rules.push({ apiGroups: [''], resources: ['pods'], verbs: ['*'] }),
      /rules: .*"pods".* -> none/,
      ['patch roles'],
    ),
    "the deployer's rights: a verb more": edited(
      role('humanitec-deploy-runner'),
      ({ rules }) => rules[0].verbs.push('patch'),
      /rules: .*"patch".* -> none/,
      ['patch roles'],
    ),
    "the deployer's rights: they are deleted": gone(
      role('humanitec-deploy-runner'),
    ),
    'who has the rights of the runner': edited(
      binding('humanitec-runner'),
      ({ subjects }) => {
        subjects[0].name = 'default';
      },
      /subjects: .*"default".* -> none/,
      ['patch rolebindings'],
    ),
    'who has the rights of the deployer: more do': edited(
      binding('humanitec-deploy-runner'),
      ({ subjects }) =>
        subjects.push({ kind: 'User', name: 'eve', apiGroup: rbac }),
      /subjects: .*"eve".* -> none/,
      ['patch rolebindings'],
    ),
    'what is bound': {
      tamper: async ({ kubernetes }) => {
        const api = await kubernetes();
        const live: any = await api.read(binding('humanitec-runner'));
        await api.delete(live);
        delete live.metadata.resourceVersion;
        delete live.metadata.uid;
        live.roleRef.name = 'humanitec-deploy-runner';
        await api.create(live);
      },
      shows: /roleRef\.name: humanitec-deploy-runner -> humanitec-runner/,
      repairedBy: ['delete rolebindings', 'patch rolebindings'],
    },
    'the binding: it is deleted': gone(binding('humanitec-runner')),
    'the name of the definition': {
      tamper: async ({ humanitec }) => {
        const { name } = await humanitec('GET', path);
        await humanitec('PATCH', path, { name: `Renamed ${name}` });
      },
      shows: /name: Renamed eks-automode-prod-runner/,
      repairedBy: [patchDefinition],
    },
    'the account': templated(
      { cluster: { account: 'platform-org/another' } },
      /cluster\.account: platform-org\/another -> platform-org\/eks-automode/,
    ),
    'the cluster name': templated(
      { cluster: { cluster: { name: 'another' } } },
      /cluster\.cluster\.name: another -> eks-automode-prod/,
    ),
    'the region': templated(
      { cluster: { cluster: { region: 'us-east-1' } } },
      /cluster\.cluster\.region: us-east-1 -> eu-central-1/,
    ),
    'the cluster type': templated(
      { cluster: { cluster: { cluster_type: 'gke' } } },
      /cluster_type: gke -> eks/,
    ),
    'the load balancer': templated(
      { cluster: { cluster: { loadbalancer: 'old.example.com' } } },
      /loadbalancer: old\.example\.com -> lb\.example\.com/,
    ),
    'the check of permissions': templated(
      { skip_permission_checks: true },
      /skip_permission_checks: true -> false/,
    ),
    'the template of the secret': {
      tamper: ({ humanitec }) =>
        humanitec('PATCH', path, {
          driver_inputs: {
            values: { templates: { secrets: { agent_url: 'none' } } },
          },
        }),
      shows: /templates\.secrets\.agent_url: none -> \{\{ \.driver\.secrets/,
      repairedBy: [patchDefinition],
    },
    'the agent_url': {
      tamper: ({ humanitec }) =>
        humanitec('PATCH', path, {
          driver_inputs: {
            secrets: { agent_url: '${resources.agent.outputs.url}' },
          },
        }),
      shows: /driver_inputs\.secrets\.agent_url: differs \(hidden\)/,
      repairedBy: [patchDefinition],
    },
    'the criteria: one is missing': {
      tamper: async ({ humanitec }) => {
        const { criteria } = await humanitec('GET', path);
        await humanitec('DELETE', `${path}/criteria/${criteria[0].id}`);
      },
      shows:
        /\+ matching criteria eks-automode-prod-runner: env_type production, res_id opentofu-container-runner/,
      repairedBy: ['POST /orgs/{orgId}/resources/defs/{defId}/criteria'],
    },
    'the criteria: there is one more': {
      tamper: ({ humanitec }) =>
        humanitec('POST', `${path}/criteria`, { app_id: 'billing' }),
      shows: /- matching criteria eks-automode-prod-runner: app_id billing/,
      repairedBy: [
        'DELETE /orgs/{orgId}/resources/defs/{defId}/criteria/{criteriaId}',
      ],
    },
    'the definition of one driver: it is deleted': {
      tamper: ({ humanitec }) =>
        humanitec('DELETE', `/resources/defs/${terraformId}?force=true`),
      shows: /\+ config definition eks-automode-prod-terraform-runner/,
    },
  },
  foreign: {
    definition: {
      make: ({ humanitec }) =>
        humanitec('POST', '/resources/defs', {
          id: terraformId,
          name: 'Made by hand',
          type: 'config',
          driver_type: 'humanitec/template',
          driver_inputs: { values: { templates: {} } },
        }),
      refusal: /"Made by hand" does not carry our mark/,
    },
    'definition of another type': {
      make: ({ humanitec }) =>
        humanitec('POST', '/resources/defs', {
          id,
          name: 'Made by hand',
          type: 's3',
          driver_type: 'humanitec/echo',
        }),
      refusal: /a definition of type s3 has this ID/,
      adoptable: false,
    },
    'service account': {
      make: tamper => make(tamper, namespace, account),
      refusal: /ServiceAccount humanitec-runner\/humanitec-runner: it exists/,
    },
    role: {
      make: tamper =>
        make(tamper, namespace, { ...role('humanitec-runner'), rules: [] }),
      refusal: /Role humanitec-runner\/humanitec-runner: it exists/,
    },
    'role binding': {
      make: tamper =>
        make(tamper, namespace, {
          ...binding('humanitec-runner'),
          roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'view' },
          subjects: [],
        }),
      refusal: /RoleBinding humanitec-runner\/humanitec-runner: it exists/,
    },
  },
});

async function make({ kubernetes }: Tamper, ...objects: object[]) {
  const api = await kubernetes();
  for (const object of objects) await api.create(object);
}

beforeAll(part.start);
afterAll(part.stop);

describe('humanitec-eks:runnerAccess:apply', () => {
  it.each(part.cases)('%s', (_, check) => check());

  const tamper = () => part.stack().tamper;
  const writes = () =>
    part
      .stack()
      .writes()
      .map(({ operation }) => operation);
  const action = 'humanitec-eks:runnerAccess:apply';
  const run = (runner?: object) =>
    part.stack().run(action, runner ? { runner: { ...runner } } : {});
  const definitions = async () => {
    const all: any[] = await tamper().humanitec('GET', '/resources/defs');
    return all
      .filter(({ name }) => name.includes('[humanitec-eks '))
      .map(one => one.id)
      .sort();
  };

  describe('drivers', () => {
    it('that nobody asks about stay as they are', async () => {
      await part.backToMade();
      const task = await run();
      expect(task.log).toContain('Unchanged.');
      expect(writes()).toEqual([]);
    });

    it('that are no longer asked for lose their definition, and others get one', async () => {
      await part.backToMade();
      const drivers = ['terraform-container-runner', 'container-runner'];
      const task = await part.apply({ runner: { drivers } });
      expect(task.log).toContain(`- config definition ${id}: the driver open`);
      expect(await definitions()).toEqual([
        'eks-automode-prod-container-runner',
        terraformId,
      ]);
      const { criteria } = await tamper().humanitec(
        'GET',
        '/resources/defs/eks-automode-prod-container-runner',
      );
      expect(criteria).toMatchObject([
        { env_type: 'production', res_id: 'container-runner' },
      ]);
    });

    it('that somebody else defined are left when they are not asked for', async () => {
      await part.backToMade();
      await tamper().humanitec('PATCH', `/resources/defs/${terraformId}`, {
        name: 'Mine now',
      });
      part.stack().sandbox.world.calls.clear();
      const drivers = ['opentofu-container-runner'];
      const task = await part.apply({ runner: { drivers } });
      expect(task.log).not.toContain('- config definition');
      expect(task.log).toContain('Unchanged.');
      expect(writes()).toEqual([]);
    });
  });

  describe('the IAM role of the jobs', () => {
    const arn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
    const one = arn('runner-one');
    const two = arn('runner-two');
    const annotation = async () => {
      const api = await tamper().kubernetes();
      const { metadata } = await api.read(account);
      return metadata?.annotations?.['eks.amazonaws.com/role-arn'];
    };
    const subject = {
      clusterName: 'eks-automode-prod',
      namespace: 'humanitec-runner',
      serviceAccount: 'humanitec-runner',
    };
    const association = async () => {
      const { eks } = tamper();
      const { associations = [] } = await eks.send(
        new ListPodIdentityAssociationsCommand(subject),
      );
      const [associationId] = associations.map(found => found.associationId);
      if (!associationId) return undefined;
      const { clusterName } = subject;
      const described = await eks.send(
        new DescribePodIdentityAssociationCommand({
          clusterName,
          associationId,
        }),
      );
      return described.association;
    };
    beforeEach(async () => {
      await part.backToMade();
      for (const RoleName of ['runner-one', 'runner-two']) {
        const AssumeRolePolicyDocument = JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'pods.eks.amazonaws.com' },
              Action: ['sts:AssumeRole', 'sts:TagSession'],
            },
          ],
        });
        await tamper().iam.send(
          new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }),
        );
      }
      part.stack().sandbox.world.calls.clear();
    });

    it('comes through Pod Identity, is left alone, changed, and taken away', async () => {
      await run({ podIdentityRoleArn: one });
      expect(await association()).toMatchObject({
        roleArn: one,
        tags: { 'humanitec-eks/binding': expect.any(String) },
      });
      expect(writes()).toEqual(['CreatePodIdentityAssociation']);

      part.stack().sandbox.world.calls.clear();
      await run({ podIdentityRoleArn: one });
      await run();
      expect(writes()).toEqual([]);

      const changed = await run({ podIdentityRoleArn: two });
      expect(changed.log).toContain(`roleArn: ${one} -> ${two}`);
      expect(writes()).toEqual(['UpdatePodIdentityAssociation']);

      await run({ podIdentityRoleArn: '' });
      expect(await association()).toBeUndefined();
    });

    it('comes through IRSA, is left alone, changed, and taken away', async () => {
      await run({ serviceAccountRoleArn: one });
      expect(await annotation()).toBe(one);
      part.stack().sandbox.world.calls.clear();
      await run();
      expect(writes()).toEqual([]);
      await run({ serviceAccountRoleArn: two });
      expect(await annotation()).toBe(two);
      const taken = await run({ serviceAccountRoleArn: '' });
      expect(taken.log).toContain(`role-arn: ${two} -> none`);
      expect(await annotation()).toBeUndefined();
    });

    it('moves from IRSA to Pod Identity, whoever set the annotation, and back', async () => {
      await tamper().patchObject(account, {
        metadata: {
          ...account.metadata,
          annotations: { 'eks.amazonaws.com/role-arn': one, other: 'stays' },
        },
      });
      await run({ podIdentityRoleArn: two });
      expect(await annotation()).toBeUndefined();
      const api = await tamper().kubernetes();
      expect((await api.read(account)).metadata?.annotations).toEqual({
        other: 'stays',
      });
      expect(await association()).toMatchObject({ roleArn: two });

      const back = await run({ serviceAccountRoleArn: one });
      expect(back.log).toContain('jobs get their role through IRSA');
      expect(await annotation()).toBe(one);
      expect(await association()).toBeUndefined();
    });

    it('has no second role behind it that nobody asked for', async () => {
      await run({ podIdentityRoleArn: one });
      const found = await association();
      await tamper().eks.send(
        new UpdatePodIdentityAssociationCommand({
          clusterName: subject.clusterName,
          associationId: found?.associationId,
          targetRoleArn: two,
        }),
      );
      const task = await run({ podIdentityRoleArn: one });
      expect(task.log).toContain(`targetRoleArn: ${two} -> none`);
      expect((await association())?.targetRoleArn).toBeUndefined();
    });

    it('of somebody else is refused with what was found, or adopted', async () => {
      await tamper().eks.send(
        new CreatePodIdentityAssociationCommand({ ...subject, roleArn: one }),
      );
      part.stack().sandbox.world.calls.clear();
      for (const runner of [
        { podIdentityRoleArn: one },
        { serviceAccountRoleArn: two },
      ]) {
        const refused = await run(runner);
        expect(refused.status).toBe('failed');
        expect(refused.log).toContain(`has an association with ${one}, which`);
      }
      expect(writes()).toEqual([]);

      const runner = { podIdentityRoleArn: two };
      await part.stack().run(action, { runner, adopt: true });
      expect(await association()).toMatchObject({
        roleArn: two,
        tags: { 'humanitec-eks/binding': expect.any(String) },
      });
    });

    it('comes one way only', async () => {
      const task = await run({
        podIdentityRoleArn: one,
        serviceAccountRoleArn: two,
      });
      expect(task.status).toBe('failed');
      expect(task.log).toContain('runner: takes podIdentityRoleArn or service');
    });

    it('is taken away with the rest, when it is ours', async () => {
      await run({ podIdentityRoleArn: one });
      await part.remove();
      expect(await association()).toBeUndefined();
    });
  });

  it('is found again by its marks when the cluster is off-boarded', async () => {
    await part.backToMade();
    const names = {
      containerRunnerDefinition: 'our-own-name',
      runnerNamespace: 'our-own-namespace',
    };
    await part.remove();
    await part.stack().run(action, {
      names,
      criteria: [{ envType: 'production' }],
      runner: { drivers: ['container-runner', 'terraform-container-runner'] },
    });
    expect(await definitions()).toEqual([terraformId, 'our-own-name']);

    const task = await part.stack().run('humanitec-eks:binding:remove', {
      confirm: 'eks-automode-prod',
      keepCluster: true,
    });
    expect(task.status).toBe('completed');
    expect(await definitions()).toEqual([]);
    const api = await tamper().kubernetes();
    const metadata = { name: 'our-own-namespace' };
    await expect(api.read({ ...namespace, metadata })).rejects.toMatchObject({
      code: 404,
    });
  });

  it('leaves a role that somebody else has bound, and the namespace with it', async () => {
    await part.backToMade();
    await make(tamper(), {
      ...binding('theirs'),
      roleRef: { apiGroup: rbac, kind: 'Role', name: 'humanitec-runner' },
      subjects: [{ kind: 'User', name: 'team', apiGroup: rbac }],
    });
    await part.remove();
    const api = await tamper().kubernetes();
    await expect(api.read(role('humanitec-runner'))).resolves.toBeDefined();
    await expect(
      api.read(role('humanitec-deploy-runner')),
    ).rejects.toMatchObject({ code: 404 });
  });

  it('keeps the namespace while OpenTofu has its state there', async () => {
    await part.backToMade();
    const state = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'tfstate-default-bucket', ...at },
    };
    await make(tamper(), state);
    await part.remove();
    const api = await tamper().kubernetes();
    await expect(api.read(state)).resolves.toBeDefined();
  });

  it('shows in a dry-run how a definition uses the runner', async () => {
    await part.backToAbsent();
    const { files } = await part.dryRun();
    expect(files).toEqual(
      expect.arrayContaining([
        'kubernetes/runner-access.yaml',
        'examples/runner-consumer.yaml',
        'humanitec/runner-definition.yaml',
        'humanitec/terraform-runner-definition.yaml',
      ]),
    );
  });
});
