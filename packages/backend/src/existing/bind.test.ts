import { DeleteAccessEntryCommand } from '@aws-sdk/client-eks';
import { DetachRolePolicyCommand } from '@aws-sdk/client-iam';
import type { JsonObject } from '@backstage/types';
import type { BindingReport } from 'backstage-plugin-humanitec-eks-common';
import { ActionStack, startActionStack } from '../__testUtils__/actionStack';
import {
  makeClusterWith,
  theirIdentity,
  Tool,
} from '../__testUtils__/clustersOfOthers';
import { dryRun, runTemplate } from '../__testUtils__/scaffolder';

jest.setTimeout(180_000);

const { clusterName } = theirIdentity;
const owner = 'group:default/platform-team';
const values = { ...theirIdentity, envType: 'production', owner };
const backstageRole = 'arn:aws:iam::111122223333:role/backstage-humanitec-eks';
const accessRole = `humanitec-role-to-access-${clusterName}-cluster`;

// Each is one story in order: a test goes on where the one before has left the world.
describe.each<[Tool, { log: RegExp[]; asked?: JsonObject }]>([
  ['Terraform', { log: [/2 nodes are ready/] }],
  ['eksctl', { log: [/2 nodes are ready/] }],
  ['the console', { log: [/EKS Auto Mode brings nodes/] }],
  [
    'an older script',
    {
      log: [/authenticationMode: CONFIG_MAP -> API_AND_CONFIG_MAP/],
      asked: { enableAccessEntries: true },
    },
  ],
])('a cluster that somebody has made with %s', (tool, { log, asked }) => {
  let stack: ActionStack;
  let before: { settled: unknown; theirs: unknown };
  beforeAll(async () => {
    stack = await startActionStack();
    await makeClusterWith(tool, stack.tamper);
    before = await look();
    stack.sandbox.world.calls.clear();
  });
  afterAll(() => stack?.stop());

  const look = async () => ({
    settled: await stack.world(),
    theirs: await whatIsTheirs(stack),
  });
  /** The same, after the one change that was asked for. */
  const later = (then: unknown) => (asked ? withAccessEntries(then) : then);
  const bind = (more: JsonObject = {}) =>
    runTemplate(stack, 'template:default/bind-existing-eks-cluster', {
      ...values,
      ...asked,
      ...more,
    });
  const offboard = (more: JsonObject = {}) =>
    runTemplate(stack, 'template:default/offboard-eks-cluster', {
      ...theirIdentity,
      confirm: clusterName,
      restoreAccess: true,
      ...more,
    });
  const report = async (): Promise<BindingReport> => {
    const { body } = await stack.api
      .get(
        `/api/humanitec-eks/v1/entity/default/resource/${clusterName}/binding?fresh=true`,
      )
      .expect(200);
    return body;
  };
  const statuses = ({ parts }: BindingReport) =>
    parts.filter(({ status }) => status !== 'inSync');
  const changes = () =>
    stack
      .writes()
      .filter(({ system }) => system !== 'sts')
      .map(({ operation }) => operation);

  it('is bound in a dry-run without a change, and the plan holds no change of the cluster or its roles', async () => {
    const { status, body } = await dryRun(stack, 'bind-existing-eks-cluster', {
      ...values,
      ...asked,
    });
    expect([status, body.error]).toEqual([200, undefined]);
    expect(changes()).toEqual([]);
    const text = JSON.stringify(body.log);
    expect(text).toContain("+ access entry Backstage's own role");
    expect(text).toContain(`+ iam role ${accessRole}`);
    expect(text).not.toMatch(/[~+>] iam role (?!humanitec-role)/);
    expect(await stack.world()).toEqual(before.settled);
  });

  it('has nothing in its way, as the last page of the form previews it', async () => {
    const { body } = await stack.api
      .post('/api/humanitec-eks/v1/previews/onboarding')
      .send({
        input: {
          ...theirIdentity,
          envType: 'production',
          cluster: { owner, ...asked },
        },
        newCluster: false,
      })
      .expect(200);
    expect(
      body.findings.filter(
        ({ severity }: { severity: string }) => severity === 'error',
      ),
    ).toEqual([]);
  });

  it('is bound, every step green', async () => {
    const task = await bind();
    expect([task.status, task.status === 'completed' ? '' : task.log]).toEqual([
      'completed',
      '',
    ]);
    for (const line of log) expect(task.log).toMatch(line);
    expect(task.output.links).toContainEqual(
      expect.objectContaining({
        entityRef: `resource:default/${clusterName}`,
      }),
    );
  });

  it('is as it was, byte for byte, with its roles', async () => {
    expect(await whatIsTheirs(stack)).toEqual(later(before.theirs));
  });

  it('is in the catalog like any other, with its owner', async () => {
    const { body } = await stack.api
      .get(`/api/catalog/entities/by-name/resource/default/${clusterName}`)
      .expect(200);
    expect(body.spec).toEqual({ type: 'kubernetes-cluster', owner });
    expect(body.metadata.annotations).toMatchObject({
      'kubernetes.io/x-k8s-aws-id': clusterName,
    });
  });

  it('is in sync on the page, which knows that somebody else made it', async () => {
    const found = await report();
    expect(statuses(found)).toEqual([]);
    expect(found.verdict).toBe('ready');
    expect(found.spec).toMatchObject({
      existingCluster: true,
      owner,
      criteria: [{ envType: 'production' }],
    });
    const [cluster] = found.parts;
    expect(cluster).toMatchObject({
      part: 'cluster',
      facts: expect.arrayContaining([
        { id: 'madeBy', value: 'somebody else; bound as it is' },
      ]),
    });
  });

  it('is left alone by the same input again', async () => {
    stack.sandbox.world.calls.clear();
    const task = await bind();
    expect(task.status).toBe('completed');
    expect(changes()).toEqual([]);
  });

  it('shows what drifted, and the next run mends that and nothing else', async () => {
    const { eks, iam } = stack.tamper;
    await iam.send(
      new DetachRolePolicyCommand({
        RoleName: accessRole,
        PolicyArn: `arn:aws:iam::111122223333:policy/${accessRole}-policy`,
      }),
    );
    await eks.send(
      new DeleteAccessEntryCommand({
        clusterName,
        principalArn: backstageRole,
      }),
    );
    const drifted = await report();
    expect(drifted.verdict).toBe('broken');
    expect(statuses(drifted)).toContainEqual(
      expect.objectContaining({
        part: 'cluster',
        changes: [
          expect.objectContaining({
            action: 'create',
            kind: 'access entry',
            name: "Backstage's own role",
          }),
        ],
      }),
    );
    stack.sandbox.world.calls.clear();
    expect((await bind()).status).toBe('completed');
    expect(changes()).toEqual([
      'CreateAccessEntry',
      'AssociateAccessPolicy',
      'AttachRolePolicy',
    ]);
  });

  it('is without the access of Backstage when that was given up, and still in sync; nothing is noted on the cluster', async () => {
    expect((await bind({ revokeAccess: true })).status).toBe('completed');
    const [cluster] = (await report()).parts;
    expect(cluster).toMatchObject({
      status: 'inSync',
      facts: expect.arrayContaining([
        { id: 'backstageAccess', value: 'revoked on purpose' },
      ]),
    });
    expect(await whatIsTheirs(stack)).toEqual(later(before.theirs));
  });

  it('is never deleted, also when that is asked for: only what the binding had made goes, and that without a trace', async () => {
    const task = await offboard({ keepCluster: false });
    expect(task.status).toBe('completed');
    expect(task.log).toContain(
      `EKS cluster ${clusterName} with its IAM roles: this binding has not made it, so it is never deleted.`,
    );
    expect(await look()).toEqual(later(before));
  });

  it('has nothing to take away the next time', async () => {
    stack.sandbox.world.calls.clear();
    const task = await offboard({ keepCluster: false });
    expect(task.status).toBe('completed');
    expect(task.log).toContain('Nothing of this binding is there.');
    expect(changes()).toEqual([]);
  });
});

/** The clusters and roles that carry nothing of ours, as they are in EKS and IAM. */
async function whatIsTheirs({ sandbox }: ActionStack): Promise<JsonObject> {
  const response = await fetch(`${sandbox.url}/_sandbox/world`);
  const { aws } = await response.json();
  return JSON.parse(
    JSON.stringify(aws, (key, value) => {
      if (key === 'accessEntries' || key === 'updates') return undefined;
      if (key === 'policies' || key === 'roles') {
        return Object.fromEntries(
          Object.entries<any>(value).filter(
            ([name]) => !name.startsWith('humanitec-role-to-access'),
          ),
        );
      }
      return value;
    }),
  );
}

/** The one change that was asked for. */
function withAccessEntries(theirs: unknown): unknown {
  return JSON.parse(
    JSON.stringify(theirs).replaceAll('"CONFIG_MAP"', '"API_AND_CONFIG_MAP"'),
  );
}
