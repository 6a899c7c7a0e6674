import { DetachRolePolicyCommand } from '@aws-sdk/client-iam';
import { setTimeout as sleep } from 'node:timers/promises';
import { BindingReport } from 'backstage-plugin-humanitec-eks-common';
import { platformIam } from './__testUtils__/platformAccount';
import { runTemplate, workedExample } from './__testUtils__/scaffolder';
import { startStack, Stack } from './__testUtils__/startStack';

jest.setTimeout(180_000);

const entityPath = 'by-name/resource/default/eks-automode-prod';

// One story in order: each test goes on where the one before has left the world.
describe('a private EKS cluster', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({
      clusterCreate: 8,
      clusterDelete: 1,
      iamPropagation: 1,
      accessEntryPropagation: 1,
      nodeStart: 1,
      podStart: 1,
    });
  });
  afterAll(() => stack?.stop());

  const onboard = async () => {
    const { template, values } = await workedExample();
    return runTemplate(stack, template, values);
  };
  const readBinding = async (): Promise<BindingReport> => {
    const { body } = await stack.api
      .get(
        '/api/humanitec-eks/v1/entity/default/resource/eks-automode-prod/binding?fresh=true',
      )
      .expect(200);
    return body;
  };
  const humanitec = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(
      `${stack.sandbox.humanitecUrl}/orgs/platform-org${path}`,
      {
        ...init,
        headers: {
          authorization: 'Bearer sandbox-humanitec-token',
          'content-type': 'application/json',
        },
      },
    );
    return response.text();
  };
  const calls = () => stack.sandbox.world.calls.all();
  const writes = () => calls().filter(({ write }) => write);

  it('is onboarded by the template, every step green', async () => {
    const task = await onboard();

    // Backstage keeps its access unless it is asked to give it up.
    expect(task.steps.filter(({ status }) => status !== 'completed')).toEqual([
      { id: 'revokeAccess', status: 'skipped' },
    ]);
    expect(task.status).toBe('completed');
    expect(task.output.links).toContainEqual({
      title: 'Cluster in the catalog',
      icon: 'catalog',
      entityRef: 'resource:default/eks-automode-prod',
    });
    expectNoSecret(task.log);
  });

  it('is awaited only when everything that does not need it is done', () => {
    const operations = writes().map(
      ({ operation, resource }) => `${operation} ${resource}`,
    );
    const first = (text: string) =>
      operations.findIndex(operation => operation.includes(text));
    const ready = first('CreateAccessEntry');
    expect(first('CreateCluster')).toBeGreaterThanOrEqual(0);
    expect(first('CreateCluster')).toBeLessThan(first('CreatePolicy'));
    expect(first('CreatePolicy')).toBeLessThan(ready);
    expect(first('POST /orgs/{orgId}/resources/accounts')).toBeLessThan(ready);
    expect(first('POST /orgs/{orgId}/resources/defs ')).toBeLessThan(ready);
  });

  it('gets its matching criteria last of all', () => {
    const last = writes()[writes().length - 1];
    expect(last.operation).toBe(
      'POST /orgs/{orgId}/resources/defs/{defId}/criteria',
    );
    expect(last.resource).toContain('/eks-automode-prod/');
  });

  it('is in the catalog with its owner and annotations', async () => {
    const { body: entity } = await stack.api
      .get(`/api/catalog/entities/${entityPath}`)
      .expect(200);

    expect(entity.spec).toMatchObject({
      type: 'kubernetes-cluster',
      owner: 'group:default/platform-team',
    });
    expect(entity.metadata.annotations).toMatchObject({
      'humanitec.com/orgId': 'platform-org',
      'humanitec-eks/cluster-definition': 'eks-automode-prod',
      'humanitec-eks/aws-account-id': '111122223333',
      'humanitec-eks/region': 'eu-central-1',
      'humanitec-eks/cluster-name': 'eks-automode-prod',
      'kubernetes.io/api-server': expect.stringMatching(/^https:/),
      'kubernetes.io/api-server-certificate-authority': expect.any(String),
      'kubernetes.io/auth-provider': 'aws',
      'kubernetes.io/x-k8s-aws-id': 'eks-automode-prod',
      'kubernetes.io/aws-assume-role':
        'arn:aws:iam::111122223333:role/backstage-humanitec-eks',
    });
  });

  it('has eight parts in sync, read live', async () => {
    const report = await readBinding();

    expect(report.parts.map(({ part, status }) => [part, status])).toEqual([
      ['cluster', 'inSync'],
      ['accessRole', 'inSync'],
      ['cloudAccount', 'inSync'],
      ['clusterDefinition', 'inSync'],
      ['agent', 'inSync'],
      ['agentDefinition', 'inSync'],
      ['deployAccess', 'inSync'],
      ['runnerAccess', 'inSync'],
    ]);
    expect(report.verdict).toBe('ready');
    expect(report.spec.criteria).toEqual([{ envType: 'production' }]);
    expectNoSecret(JSON.stringify(report));
  });

  it('can be deployed to, as Humanitec sees it', async () => {
    const answer = await humanitec('/runtime/actions/check-connectivity', {
      method: 'POST',
      body: JSON.stringify({
        app_id: 'shop',
        env_id: 'production',
        env_type: 'production',
        expected_definitions: [
          { type: 'k8s-cluster', id: 'eks-automode-prod' },
          { type: 'agent', id: 'eks-automode-prod-agent' },
        ],
      }),
    });
    expect(JSON.parse(answer)).toMatchObject({ success: true });
  });

  it('is left alone by the same input again, and every step says so', async () => {
    stack.sandbox.world.calls.clear();
    const task = await onboard();

    expect(task.status).toBe('completed');
    expect(writes()).toEqual([]);
    expect(task.log.match(/info\S*: Unchanged\./g)).toHaveLength(9);
  });

  it('is looked at three times by a run that has nothing to do: before, in all steps together, and when it is verified', () => {
    const looks = calls().filter(
      ({ operation, resource }) =>
        operation === 'GetRole' && resource === 'eks-automode-prod-node-role',
    );
    expect(looks).toHaveLength(3);
  });

  it('shows what drifted, and the next run mends that and nothing else', async () => {
    const RoleName = 'humanitec-role-to-access-eks-automode-prod-cluster';
    const PolicyArn = `arn:aws:iam::111122223333:policy/${RoleName}-policy`;
    await platformIam().send(
      new DetachRolePolicyCommand({ RoleName, PolicyArn }),
    );

    const drifted = await readBinding();
    expect(drifted.verdict).toBe('broken');
    expect(
      drifted.parts.filter(({ status }) => status !== 'inSync'),
    ).toMatchObject([
      {
        part: 'accessRole',
        status: 'drifted',
        changes: [
          {
            action: 'update',
            name: RoleName,
            fields: [{ path: 'AttachedPolicies', to: PolicyArn }],
          },
        ],
      },
    ]);

    stack.sandbox.world.calls.clear();
    const task = await onboard();
    expect(task.status).toBe('completed');
    expect(writes().map(({ operation }) => operation)).toEqual([
      'AttachRolePolicy',
    ]);
  });

  it('reports a system that does not answer as unknown, and the other parts all the same', async () => {
    stack.sandbox.world.faults.add({
      system: 'humanitec',
      operation: 'GET /orgs/{orgId}/agents',
      times: 10,
      effect: { kind: 'error', status: 500, code: 'API-000', message: 'oops' },
    });
    const report = await readBinding();
    stack.sandbox.world.faults.clear();

    const agent = report.parts.find(({ part }) => part === 'agent');
    expect(agent).toMatchObject({
      status: 'unknown',
      system: 'Humanitec',
      reason: expect.stringContaining('HTTP 500'),
    });
    expect(
      report.parts.filter(({ status }) => status === 'inSync'),
    ).toHaveLength(7);
  });

  it('is off-boarded without a trace, except for the cluster', async () => {
    const { values } = await workedExample();
    const { organization, awsAccountId, region, clusterName } = values;
    const task = await runTemplate(
      stack,
      'template:default/offboard-eks-cluster',
      {
        organization,
        awsAccountId,
        region,
        clusterName,
        confirm: clusterName,
        keepCluster: true,
      },
    );
    expect(task.status).toBe('completed');

    const world = await fetch(`${stack.sandbox.url}/_sandbox/world`);
    const left = await world.text();
    expect(left).toContain('eks-automode-prod-cluster-role');
    expect(left).not.toContain('humanitec-role-to-access');
    expect(left).not.toContain('humanitec-agent');
    expect(left).not.toContain('humanitec-runner');
    // Deleted definitions stay in Humanitec, as deleted; ask what it still shows.
    expect(await humanitec('/resources/accounts')).not.toContain(
      'platform-production',
    );
    expect(await humanitec('/resources/defs')).not.toContain(
      'eks-automode-prod',
    );
    await until(async () => {
      const path = `/api/catalog/entities/${entityPath}`;
      return (await stack.api.get(path)).status === 404;
    });
  });
});

/** The catalog follows an event, a moment later. */
async function until(condition: () => Promise<boolean>) {
  for (let tries = 0; tries < 50; tries += 1) {
    if (await condition()) return;
    await sleep(200);
  }
  throw new Error('it did not happen within 10 s');
}

/** What nobody may see: the token, private keys, and anything that looks like a UUID (the external ID). */
function expectNoSecret(text: string) {
  expect(text).not.toContain('sandbox-humanitec-token');
  expect(text).not.toContain('PRIVATE KEY');
  expect(text).not.toMatch(
    /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-/,
  );
}
