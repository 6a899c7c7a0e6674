import { setTimeout as sleep } from 'node:timers/promises';
import { ActionStack, startActionStack } from '../__testUtils__/actionStack';
import { editPod } from '../__testUtils__/agentObjects';
import { clusterSteps } from '../__testUtils__/clusterSteps';

jest.setTimeout(120_000);

const apply = 'humanitec-eks:agent:apply';

describe('the rollout of the agent', () => {
  let stack: ActionStack;
  let empty: Awaited<ReturnType<ActionStack['sandbox']['snapshot']>>;
  const runAll = async (steps: typeof clusterSteps) => {
    for (const [action, input] of steps) {
      const { status, log } = await stack.run(action, input);
      if (status !== 'completed') throw new Error(log);
    }
  };
  beforeAll(async () => {
    stack = await startActionStack();
    empty = await stack.sandbox.snapshot();
  });
  afterAll(() => stack?.stop());
  beforeEach(async () => {
    await stack.sandbox.restore(empty);
    stack.sandbox.world.timings.nodeStart = 0;
  });

  /** Lets the sandbox's time pass until the task has ended. */
  const whileTimePasses = async <T>(task: Promise<T>, seconds: number) => {
    let over = false;
    const ended = task.finally(() => {
      over = true;
    });
    while (!over) {
      await sleep(1500);
      if (!over) stack.sandbox.world.clock.advance(seconds);
    }
    return ended;
  };

  it('tells that EKS Auto Mode is bringing a node, and waits for it', async () => {
    await runAll(clusterSteps);
    stack.sandbox.world.timings.nodeStart = 3;
    const task = await stack.run(apply);
    expect(task.status).toBe('completed');
    expect(task.log).toContain('ready; EKS Auto Mode is bringing a node');
  });

  it('fails with the node pools that may not take its pods', async () => {
    const steps = clusterSteps.map(([action, { cluster, ...rest } = {}]) => {
      const pools = { ...Object(cluster), nodePools: ['system'] };
      return [action, { ...rest, cluster: pools }] as (typeof clusterSteps)[0];
    });
    await runAll(steps);
    const task = await whileTimePasses(stack.run(apply), 350);
    expect(task.status).toBe('failed');
    expect(task.log).toMatch(
      /no node pool of EKS Auto Mode may take pod humanitec-agent-.*incompatible with nodepool "system".*general-purpose/,
    );
  });

  it.each([
    ['ghcr.io/humanitec/agent:does-not-exist', /not found/],
    ['registry.example.com/humanitec/agent:1.8.4', /no such host/],
  ])('fails at once with the image %s', async (image, why) => {
    await runAll(clusterSteps);
    const task = await stack.run(apply, { agent: { image } });
    expect(task.status).toBe('failed');
    expect(task.log).toMatch(/Agent: pod .* cannot pull its image/);
    expect(task.log).toMatch(why);
    expect(task.log).toContain('check agent.image, and that the nodes reach');
  });

  it('fails with the end of the log of an agent that crashes', async () => {
    await runAll([...clusterSteps, [apply]]);
    await editPod(stack.tamper, (_, agent) => {
      agent.env.push({ name: 'ORGS', value: 'nobody' });
    });
    const task = await whileTimePasses(stack.run(apply), 20);
    expect(task.status).toBe('failed');
    expect(task.log).toMatch(
      /pod humanitec-agent-.* crashes \(Error, exit code 1\); its log ends with: [\s\S]*organization nobody refused the connection/,
    );
    expect(task.log).not.toContain('PRIVATE KEY');
  });

  it('fails with what Kubernetes refuses', async () => {
    await runAll([...clusterSteps, [apply]]);
    await editPod(stack.tamper, pod => {
      pod.containers.push({ name: 'mesh', image: 'docker.io/mesh:1' });
    });
    const task = await stack.run(apply);
    expect(task.status).toBe('failed');
    expect(task.log).toMatch(
      /Kubernetes refuses the agent's pods: pods "humanitec-agent.* violates PodSecurity "restricted:latest".*container "mesh"/,
    );
  });
});
