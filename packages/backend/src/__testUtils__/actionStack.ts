import type { JsonObject } from '@backstage/types';
import { Call, instantTimings, Timings } from 'sandbox';
import { InstalledAction, templateOf, templateRefOf } from './actionTemplates';
import { dryRunAction, runTemplate, TaskResult } from './scaffolder';
import { settledWorld } from './settledWorld';
import { startStack, Stack } from './startStack';
import { Tamper, tamperWith } from './tamper';
import { entitiesInCatalog } from './entitiesInCatalog';

/** The four facts of the worked example. */
export const identity = {
  organization: 'platform-org',
  awsAccountId: '111122223333',
  region: 'eu-central-1',
  clusterName: 'eks-automode-prod',
};

/** A stack whose actions can be run one by one, and whose world can be set back. */
export interface ActionStack extends Stack {
  tamper: Tamper;
  /** Runs one action, with the four facts and this input, through the scaffolder's API. */
  run(action: string, input?: JsonObject): Promise<TaskResult>;
  /** The same as a dry-run; a refusal is the response's error. */
  dryRun(
    action: string,
    input?: JsonObject,
  ): Promise<{ status: number; log: string; files: string[]; error?: string }>;
  /** The three systems, comparable. */
  world(): Promise<unknown>;
  /** Calls since the log was last cleared that may have changed something. */
  writes(): Call[];
}

export async function startActionStack(
  timings: Partial<Timings> = {},
  options: Parameters<typeof startStack>[1] = {},
): Promise<ActionStack> {
  const templates = entitiesInCatalog();
  const stack = await startStack(
    { ...instantTimings, ...timings },
    { ...options, features: [templates.feature, ...(options.features ?? [])] },
  );
  const { body } = await stack.api.get('/api/scaffolder/v2/actions');
  const actions: InstalledAction[] = body.filter(({ id }: InstalledAction) =>
    id.startsWith('humanitec-eks:'),
  );
  await templates.publish(actions.map(templateOf));
  return {
    ...stack,
    tamper: tamperWith(stack, identity.clusterName),
    run: (action, input = {}) =>
      runTemplate(stack, templateRefOf(action), { ...identity, ...input }),
    async dryRun(action, input = {}) {
      const installed = actions.find(({ id }) => id === action);
      if (!installed) throw new Error(`There is no action ${action}`);
      return dryRunAction(stack, installed, { ...identity, ...input });
    },
    async world() {
      const response = await fetch(`${stack.sandbox.url}/_sandbox/world`);
      return settledWorld(await response.json());
    },
    writes: () => stack.sandbox.world.calls.all().filter(call => call.write),
  };
}
