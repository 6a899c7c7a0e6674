import { mockServices } from '@backstage/backend-test-utils';
import type {
  BindingInput,
  BindingNames,
  BindingReport,
} from 'backstage-plugin-humanitec-eks-common';
import {
  humanitecEksService,
  readBinding,
  sharedFacts,
  SharedFacts,
} from 'backstage-plugin-humanitec-eks-node';
import type { Snapshot } from 'sandbox';
import { ActionStack, identity } from '../../__testUtils__/actionStack';
import { onboardByEngine } from '../../__testUtils__/engine';

/** The worked example, bound once, and read as often as a test likes. */
export interface BoundCluster {
  /** Reads as a backend does that has just started, and so must sign in; it knows what it is given of other clusters. */
  read(
    given?: Partial<BindingNames>,
    signal?: AbortSignal,
    facts?: SharedFacts,
  ): Promise<Omit<BindingReport, 'links'>>;
  /** As it was bound, with an empty log and no faults. */
  back(): Promise<void>;
}

export async function boundCluster(
  stack: ActionStack,
  input: Partial<BindingInput>,
): Promise<BoundCluster> {
  const { sandbox } = stack;
  await onboardByEngine(stack, input);
  const bound: Snapshot = await sandbox.snapshot();
  return {
    read: async (
      given = {},
      signal = new AbortController().signal,
      facts = sharedFacts(),
    ) => {
      const config = mockServices.rootConfig({ data: stack.config });
      const service = humanitecEksService(config);
      const read = readBinding(service, identity, given, signal, facts);
      return (await read).report;
    },
    async back() {
      sandbox.world.faults.clear();
      await sandbox.restore(bound);
      sandbox.world.calls.clear();
    },
  };
}
