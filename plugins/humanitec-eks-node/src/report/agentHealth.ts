import type {
  BindingReport,
  BindingSpec,
} from 'backstage-plugin-humanitec-eks-common';
import { agentRolloutCounts, keepLiveOptions } from '../parts/agentDeployment';
import { keyExpiry } from '../parts/agentKeyExpiry';
import { replicasOf } from '../parts/agentManifests';
import { observeAgent } from '../parts/agentState';
import type { Readings } from '../systems';
import { ifTold } from './ifTold';

/** How many pods of the agent are ready, of how many there should be: one that is scaled to none should have some. */
export async function readAgentHealth(
  spec: BindingSpec,
  readings: Readings,
): Promise<BindingReport['agent']> {
  const state = await ifTold(readings, () => observeAgent(spec, readings));
  if (!state?.objects) return undefined;
  return {
    ready: agentRolloutCounts(state.objects)?.available ?? 0,
    wanted: replicasOf(keepLiveOptions(spec, state.objects)),
    keyExpires: keyExpiry(state),
  };
}
