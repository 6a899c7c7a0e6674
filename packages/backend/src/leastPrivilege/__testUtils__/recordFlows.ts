import type { PermissionAsked, Snapshot } from 'sandbox';
import { bindCluster } from 'seed-fleet';
import { allFlows, everything, FlowName } from './flows';
import type { PrivilegedStack } from './privilegedStack';

/** What one flow needed. */
export interface Recorded {
  name: FlowName;
  asked: PermissionAsked[];
}

/** The worlds that flows begin in. */
export interface Beginnings {
  /** Sets the world back to where the flow begins, and prepares it. */
  ready(name: FlowName): Promise<void>;
}

export const flowNames = Object.keys(allFlows).filter(isFlowName);

function isFlowName(name: string): name is FlowName {
  return Object.hasOwn(allFlows, name);
}

/** Binds the worked example once, for all flows that begin with it. */
export async function beginnings(stack: PrivilegedStack): Promise<Beginnings> {
  const snapshots: Record<'nothing' | 'bound', Snapshot> = {
    nothing: await stack.sandbox.snapshot(),
    bound: await bound(stack),
  };
  return {
    async ready(name) {
      const { from, prepare } = allFlows[name];
      await stack.sandbox.restore(snapshots[from]);
      await prepare?.(stack);
      stack.takeAsked();
    },
  };
}

async function bound(stack: PrivilegedStack): Promise<Snapshot> {
  await allFlows['onboarding a new cluster'].prepare?.(stack);
  const { service } = await stack.engine();
  await bindCluster(everything, service);
  return stack.sandbox.snapshot();
}

/** Runs every flow once, in the order in which they are told. */
export async function recordFlows(
  stack: PrivilegedStack,
  { ready }: Beginnings,
): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  for (const name of flowNames) {
    await ready(name);
    try {
      await allFlows[name].run(stack);
    } catch (cause) {
      throw new Error(`${name} failed`, { cause });
    }
    recorded.push({ name, asked: stack.takeAsked() });
  }
  return recorded;
}
