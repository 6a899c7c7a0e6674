import {
  DeleteAccessEntryCommand,
  UpdateClusterConfigCommand,
} from '@aws-sdk/client-eks';
import type { JsonObject } from '@backstage/types';
import { MARK_KEY, runnerDrivers } from 'backstage-plugin-humanitec-eks-common';
import {
  discoverSpec,
  Removal,
  removeBinding,
} from 'backstage-plugin-humanitec-eks-node';
import type { Snapshot } from 'sandbox';
import {
  ActionStack,
  identity,
  startActionStack,
} from './__testUtils__/actionStack';
import { connectEngine, onboardByEngine } from './__testUtils__/engine';
import { Moment, momentsOf } from './__testUtils__/momentsOf';

jest.setTimeout(300_000);

const { clusterName } = identity;
const criteria = [{ envType: 'production' }];
const accessRole = `humanitec-role-to-access-${clusterName}-cluster`;

let stack: ActionStack;
let before: { snapshot: Snapshot; world: unknown };
beforeAll(async () => {
  stack = await startActionStack();
  before = {
    snapshot: await stack.sandbox.snapshot(),
    world: await stack.world(),
  };
});
afterAll(() => stack?.stop());

async function backTo(snapshot: Snapshot) {
  stack.sandbox.world.faults.clear();
  await stack.sandbox.restore(snapshot);
  stack.sandbox.world.calls.clear();
}

describe('a binding that was left half-made, under names that cannot be guessed', () => {
  const names = {
    clusterRole: 'first-role',
    nodeRole: 'second-role',
    accessRole: 'third-role',
    accessPolicy: 'some-policy',
    cloudAccount: 'some-account',
    clusterDefinition: 'some-cluster',
    agent: 'some-agent',
    agentDefinition: 'some-agent-definition',
    runnerDefinition: 'some-runner-definition',
    terraformRunnerDefinition: 'another-runner-definition',
    containerRunnerDefinition: 'third-runner-definition',
    kubernetesGroup: 'some-group',
    agentNamespace: 'agents',
    runnerNamespace: 'runners',
    runnerServiceAccount: 'some-runner',
  };
  let moments: Moment[];
  beforeAll(async () => {
    await backTo(before.snapshot);
    moments = await momentsOf(stack, () =>
      onboardByEngine(stack, {
        names,
        criteria,
        runner: { drivers: [...runnerDrivers] },
      }),
    );
  });

  it('is found and taken away after any number of its calls, with the cluster', async () => {
    expect(moments.length).toBeGreaterThan(35);
    for (const { snapshot, where } of moments) {
      await backTo(snapshot);
      const { left } = await remove({ keepCluster: false });
      expect([where, left]).toEqual([where, []]);
      expect([where, await stack.world()]).toEqual([where, before.world]);
    }
  });

  it('is found and taken away from a cluster that is kept', async () => {
    const first = moments.findIndex(({ where }) =>
      where.endsWith('AssociateAccessPolicy'),
    );
    let kept: unknown;
    for (const { snapshot, where } of moments.slice(first)) {
      await backTo(snapshot);
      await remove({ keepCluster: true });
      const world = await stack.world();
      kept ??= world;
      expect([where, world]).toEqual([where, kept]);
    }
    await remove({ keepCluster: false });
    expect(await stack.world()).toEqual(before.world);
  });
});

describe('a whole binding', () => {
  let whole: Snapshot;
  beforeAll(async () => {
    await backTo(before.snapshot);
    await onboardByEngine(stack, { criteria });
    whole = await stack.sandbox.snapshot();
  });
  beforeEach(() => backTo(whole));

  it('is only described in a dry-run', async () => {
    const dry = await stack.dryRun('humanitec-eks:binding:remove', {
      confirm: clusterName,
      keepCluster: false,
    });
    expect([dry.status, dry.error]).toEqual([200, undefined]);
    expect(dry.log).toContain(`  - iam role ${accessRole}`);
    expect(dry.log).toContain(
      '  - kubernetes object Deployment humanitec-agent/humanitec-agent',
    );
    expect(dry.log).toContain(`  - eks cluster ${clusterName}`);
    expect(dry.log).toContain('Nothing was changed: this is a dry-run.');
    expect(changes()).toEqual([]);
  });

  it('goes without its cluster when nothing else is said, tells what stays, and is gone the next time', async () => {
    const task = await run();
    expect(task.status).toBe('completed');
    expect(task.log).toMatch(/Taken away in \d+ s: cluster definition, /);
    expect(task.log).toMatch(
      /Left:\n.*EKS cluster eks-automode-prod with its IAM roles, .*: it was to be kept/,
    );
    expect(task.output.step).toMatchObject({
      changed: true,
      left: [expect.stringContaining('it was to be kept')],
    });

    stack.sandbox.world.calls.clear();
    const again = await run();
    expect(again.status).toBe('completed');
    expect(again.log).toContain('Nothing of this binding is there.');
    expect(again.output.step).toMatchObject({ changed: false });
    expect(changes()).toEqual([]);
  });

  it('goes with its cluster and leaves no trace', async () => {
    const task = await run({ keepCluster: false });
    expect(task.output.step).toMatchObject({ changed: true, left: [] });
    expect(await stack.world()).toEqual(before.world);
  });

  it('says which environments will find no cluster', async () => {
    const { log } = await run();
    expect(log).toMatch(/shop\/production \(to no cluster\)/);
  });

  it('needs the name of the cluster once more', async () => {
    const task = await run({ confirm: 'another' });
    expect(task.status).toBe('failed');
    expect(task.log).toContain(
      `must be the name of the cluster, ${clusterName}`,
    );
    expect(changes()).toEqual([]);
  });

  describe('that an environment is deployed through', () => {
    beforeEach(async () => {
      await stack.tamper.humanitec(
        'POST',
        '/apps/shop/envs/production/deploys',
        { comment: 'Release' },
      );
      // A deployment takes some seconds.
      stack.sandbox.world.clock.advance(30);
      stack.sandbox.world.calls.clear();
    });

    it('is not touched, and the environment is named', async () => {
      const task = await run();
      expect(task.status).toBe('failed');
      expect(task.log).toMatch(
        /deployed through this binding: shop\/production \(.*k8s-cluster.*\)/,
      );
      expect(changes()).toEqual([]);
    });

    it('goes by force, except for what Humanitec still refers to', async () => {
      const task = await run({ force: true });
      expect(task.status).toBe('completed');
      expect(task.output.step).toMatchObject({
        left: [
          expect.stringMatching(/^Cloud account: .*is in use/),
          expect.stringContaining('it was to be kept'),
        ],
      });
      const definitions = await stack.tamper.humanitec(
        'GET',
        '/resources/defs',
      );
      expect(JSON.stringify(definitions)).not.toContain(clusterName);
    });
  });

  describe('whose cluster does not let Backstage in', () => {
    beforeEach(async () => {
      await stack.tamper.eks.send(
        new DeleteAccessEntryCommand({
          clusterName,
          principalArn:
            'arn:aws:iam::111122223333:role/backstage-humanitec-eks',
        }),
      );
      stack.sandbox.world.calls.clear();
    });

    it('is not touched, and the reason is told', async () => {
      const task = await run();
      expect(task.status).toBe('failed');
      expect(task.log).toMatch(/The cluster cannot be looked into.*HTTP 401/);
      expect(changes()).toEqual([]);
    });

    it('goes by force, and what stays in the cluster is told', async () => {
      const task = await run({ force: true });
      expect(task.status).toBe('completed');
      expect(task.log).toMatch(
        /Left:\n.*in the cluster: the namespaces humanitec-agent and humanitec-runner.*HTTP 401/,
      );
      const { world } = stack.sandbox;
      expect(
        world.calls
          .all()
          .filter(call => call.system === 'kubernetes' && call.write),
      ).toEqual([]);
    });

    it('goes without force when the cluster goes, too', async () => {
      const task = await run({ keepCluster: false });
      expect(task.output.step).toMatchObject({ left: [] });
      expect(await stack.world()).toEqual(before.world);
    });
  });

  describe('whose cluster Backstage has given up its access to', () => {
    beforeEach(async () => {
      await stack.run('humanitec-eks:cluster:revokeAccess');
      stack.sandbox.world.calls.clear();
    });

    it('is not touched, and says how to go on', async () => {
      const task = await run();
      expect(task.status).toBe('failed');
      expect(task.log).toContain('With restoreAccess it is taken back');
      expect(changes()).toEqual([]);
    });

    it('goes with the access taken back, which is given up again', async () => {
      const task = await run({ restoreAccess: true });
      expect(task.status).toBe('completed');
      const world = JSON.stringify(await stack.world());
      expect(world).not.toContain('humanitec-agent');
      expect(changes().at(-1)).toBe('DeleteAccessEntry');
      expect(
        (await stack.run('humanitec-eks:cluster:revokeAccess')).log,
      ).toContain('Unchanged.');
    });
  });

  it('leaves a namespace that holds something of somebody else, and says what', async () => {
    const kubernetes = await stack.tamper.kubernetes();
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'tfstate-shop', namespace: 'humanitec-runner' },
    };
    await kubernetes.create(secret);

    const task = await run();
    expect(task.status).toBe('completed');
    expect(task.log).toContain(
      'namespace humanitec-runner: it holds Secret tfstate-shop, which are not ours.',
    );
    await expect(kubernetes.read(secret)).resolves.toBeDefined();

    await kubernetes.delete(secret);
    const again = await run();
    expect(again.log).not.toContain('namespace humanitec-runner:');
  });

  it('leaves what does not carry its mark, and says so', async () => {
    const name = 'humanitec-deploy-access';
    await stack.tamper.patchObject(
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name },
      },
      { metadata: { name, labels: { [MARK_KEY]: null } } },
    );
    const task = await run();
    expect(task.status).toBe('completed');
    expect(task.log).toContain(
      `kubernetes object ClusterRole ${name}: it does not carry our mark.`,
    );
  });

  it('leaves a cluster whose deletion protection is on, and says how to go on', async () => {
    await stack.tamper.eks.send(
      new UpdateClusterConfigCommand({
        name: clusterName,
        deletionProtection: true,
      }),
    );
    const task = await run({ keepCluster: false });
    expect(task.status).toBe('completed');
    expect(task.log).toContain(
      'its deletion protection is on; ask for it to be lifted (liftDeletionProtection)',
    );
    expect(JSON.stringify(await stack.world())).not.toContain(accessRole);
  });

  it('goes with a protected cluster in one run when its protection is to be lifted; a dry-run lifts nothing', async () => {
    await stack.tamper.eks.send(
      new UpdateClusterConfigCommand({
        name: clusterName,
        deletionProtection: true,
      }),
    );
    const asked = { keepCluster: false, liftDeletionProtection: true };
    stack.sandbox.world.calls.clear();
    const dry = await stack.dryRun('humanitec-eks:binding:remove', {
      confirm: clusterName,
      ...asked,
    });
    expect(dry.log).toContain(`  - eks cluster ${clusterName}`);
    expect(changes()).toEqual([]);

    const task = await run(asked);
    expect(task.output.step).toMatchObject({ changed: true, left: [] });
    expect(await stack.world()).toEqual(before.world);
  });

  it('lifts no protection of a cluster that is to be kept', async () => {
    const task = await run({ liftDeletionProtection: true });
    expect(task.status).toBe('failed');
    expect(task.log).toContain('liftDeletionProtection: is for a cluster that');
    expect(changes()).toEqual([]);
  });

  it('stops where a call is refused, says why, and the next run completes it', async () => {
    stack.sandbox.world.faults.add({
      system: 'iam',
      operation: 'DeletePolicy',
      effect: {
        kind: 'error',
        status: 403,
        code: 'AccessDenied',
        message: 'not authorized to perform: iam:DeletePolicy',
      },
    });
    const task = await run({ keepCluster: false });
    expect(task.status).toBe('failed');
    expect(task.log).toMatch(
      /run it again to take the rest away\.\n.*Access role: .*iam:DeletePolicy/,
    );
    await run({ keepCluster: false });
    expect(await stack.world()).toEqual(before.world);
  });
});

it('leaves the identity provider of the account, which others may use', async () => {
  await backTo(before.snapshot);
  await onboardByEngine(stack, {
    criteria,
    accessRole: { accountType: 'aws-identity' },
  });
  const task = await run({ keepCluster: false });
  expect(task.output.step).toMatchObject({
    left: [
      'iam oidc provider https://idtoken.humanitec.io: other roles of the AWS account may trust it.',
    ],
  });
});

function run(input: JsonObject = {}) {
  return stack.run('humanitec-eks:binding:remove', {
    confirm: clusterName,
    ...input,
  });
}

/** Calls that changed something; to sign in changes nothing. */
function changes(): string[] {
  return stack
    .writes()
    .filter(({ system }) => system !== 'sts')
    .map(({ operation }) => operation);
}

async function remove(options: { keepCluster: boolean }): Promise<Removal> {
  const systems = await connectEngine(stack);
  const spec = await discoverSpec(identity, undefined, systems);
  return removeBinding(spec, systems, options);
}
