import { UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import type { KubernetesObject } from '@kubernetes/client-node';
import type { Snapshot } from 'sandbox';
import {
  ActionStack,
  identity,
  startActionStack,
} from './__testUtils__/actionStack';
import { onboardByEngine } from './__testUtils__/engine';

jest.setTimeout(120_000);

const rbac = 'rbac.authorization.k8s.io/v1';
const criteria = [{ envType: 'production' }];
const accessRole = `humanitec-role-to-access-${identity.clusterName}-cluster`;

describe('verifying a binding', () => {
  let stack: ActionStack;
  let whole: Snapshot;
  beforeAll(async () => {
    stack = await startActionStack();
    await onboardByEngine(stack, { criteria });
    whole = await stack.sandbox.snapshot();
  });
  afterAll(() => stack?.stop());
  beforeEach(async () => {
    stack.sandbox.world.faults.clear();
    await stack.sandbox.restore(whole);
    stack.sandbox.world.calls.clear();
  });

  const verify = () => stack.run('humanitec-eks:binding:verify', { criteria });
  /** The last lines of a run that failed: all that is wrong, at once. */
  const failures = async () => {
    const { status, log } = await verify();
    expect(status).toBe('failed');
    return log.slice(log.indexOf('Humanitec cannot deploy'));
  };

  it('proves, line by line, that Humanitec can deploy', async () => {
    const { status, log } = await verify();
    expect(status).toBe('completed');
    const lines = [
      'Access role: in sync',
      'Runner access: in sync',
      'Cloud account: Humanitec can assume the role of eks-automode-prod',
      'Deployer: may do all 54 things that it needs in the cluster',
      'Deployer: may not read secrets cluster-wide',
      'Deployments: shop/production reaches the cluster through the agent',
      'Deployments: billing/production reaches the cluster through the agent',
    ];
    for (const line of lines) expect(log).toContain(`✓ ${line}`);
    expect(log).toMatch(/✓ Deployer: may do all \d+ .* in humanitec-runner/);
    expect(log).toMatch(/✓ Runner: may do all \d+ .* in humanitec-runner/);
  });

  it('changes nothing', async () => {
    await verify();
    const { sts, ...writes } = stack.sandbox.world.calls.writes();
    expect(Object.values(writes)).toEqual([0, 0, 0, 0, 0]);
  });

  describe('in Direct mode', () => {
    it('tells how the Humanitec Operator is installed where it is missing, and hands out its values', async () => {
      const task = await verify();
      expect(task.log).toMatch(
        /Humanitec Operator: .*Direct mode \(primary secret store platform-secrets\)[^✓]*helm upgrade --install humanitec-operator \\\n +oci:\/\/ghcr\.io\/humanitec\/charts\/humanitec-operator /,
      );
      expect(task.log).toContain('One thing is left');
      expect(task.output.step).toMatchObject({ operator: 'missing' });

      const dry = await stack.dryRun('humanitec-eks:binding:verify', {
        criteria,
      });
      expect(dry.files).toEqual(['humanitec-operator-values.yaml']);
    });

    it('is content with an Operator that is ready', async () => {
      const kubernetes = await stack.tamper.kubernetes();
      for (const object of humanitecOperator()) await kubernetes.create(object);
      const task = await verify();
      expect(task.log).toContain('✓ Humanitec Operator: ready');
      expect(task.log).toContain('Humanitec can deploy to eks-automode-prod (');
      expect(task.output.step).toMatchObject({ operator: 'ready' });
    });
  });

  it('says that Legacy mode needs no Operator', async () => {
    await stack.tamper.humanitec('DELETE', '/secretstores/platform-secrets');
    const task = await verify();
    expect(task.log).toContain(
      '✓ Humanitec Operator: not needed, since the organization is in Legacy mode',
    );
    expect(task.log).toContain('Humanitec can deploy to eks-automode-prod (');
  });

  it('names every right that the deployer lacks', async () => {
    await stack.tamper.patchObject(
      named('ClusterRole', 'humanitec-deploy-access'),
      {
        rules: [
          { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] },
        ],
      },
    );
    const text = await failures();
    expect(text).toMatch(/Deployer: Group humanitec-deploy-access may not .*/);
    expect(text).toContain('create workloads.humanitec.io');
    expect(text).toContain('update deployments/scale.apps');
    expect(text).toContain('get pods/log');
    expect(text).not.toContain('list pods,');
  });

  it('finds a deployer that may read all secrets', async () => {
    const kubernetes = await stack.tamper.kubernetes();
    const binding = {
      ...named('ClusterRoleBinding', 'too-much'),
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'cluster-admin',
      },
      subjects: [
        {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'Group',
          name: 'humanitec-deploy-access',
        },
      ],
    };
    await kubernetes.create(binding);
    expect(await failures()).toContain(
      'Deployer: may get, list, watch secrets in the whole cluster',
    );
  });

  it('tells everything that is wrong at once', async () => {
    const kubernetes = await stack.tamper.kubernetes();
    await kubernetes.delete(
      named('Role', 'humanitec-runner', 'humanitec-runner'),
    );
    await stack.tamper.iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: accessRole,
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'ec2.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          ],
        }),
      }),
    );
    const text = await failures();
    expect(text).toMatch(/Access role: drifted/);
    expect(text).toMatch(/Cloud account: .*CRED-/);
    expect(text).toMatch(/Runner: ServiceAccount humanitec-runner may not /);
    expect(text).toMatch(/Deployments: shop\/production would fail: /);
    expect(text).toContain('Run the template again; it mends what it can.');
  });

  it('tells, and does not fail, when Humanitec does not try deployments out', async () => {
    stack.sandbox.world.faults.add({
      system: 'humanitec',
      operation: 'POST /orgs/{orgId}/runtime/actions/check-connectivity',
      times: 10,
      effect: {
        kind: 'error',
        status: 404,
        code: 'API-404',
        message: 'not found',
      },
    });
    const { status, log } = await verify();
    expect(status).toBe('completed');
    expect(log).toMatch(/• Deployments: shop\/production was not tried out/);
  });

  it('in a dry-run before there is anything tells what a real run would find', async () => {
    const dry = await stack.dryRun('humanitec-eks:binding:verify', {
      clusterName: 'another',
      criteria,
    });
    expect([dry.status, dry.error]).toEqual([200, undefined]);
    expect(dry.log).toContain('✗ Cluster: missing');
    expect(dry.log).toContain('Nothing was changed: this is a dry-run.');
  });
});

function named(
  kind: string,
  name: string,
  namespace?: string,
): KubernetesObject {
  return { apiVersion: rbac, kind, metadata: { name, namespace } };
}

/** What its chart brings, as far as anybody looks at it. */
function humanitecOperator(): KubernetesObject[] {
  const namespace = 'humanitec-operator-system';
  const labels = { app: 'humanitec-operator' };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'humanitec-operator-controller-manager', namespace },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            { name: 'manager', image: 'ghcr.io/humanitec/operator:0.16.10' },
          ],
        },
      },
    },
  };
  const kinds = {
    resources: 'Resource',
    secretmappings: 'SecretMapping',
    workloadpatches: 'WorkloadPatch',
    workloads: 'Workload',
  };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    ...Object.entries(kinds).map(([plural, kind]) =>
      customResource(plural, kind),
    ),
    deployment,
  ];
}

function customResource(plural: string, kind: string): KubernetesObject {
  const names = { plural, singular: kind.toLowerCase(), kind };
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.humanitec.io` },
    spec: {
      group: 'humanitec.io',
      scope: 'Namespaced',
      names,
      versions: [
        {
          name: 'v1alpha1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              'x-kubernetes-preserve-unknown-fields': true,
            },
          },
        },
      ],
    },
  };
  return definition;
}
