import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import {
  Applied,
  applyPart,
  findUnchanged,
  HumanitecEksService,
  Part,
  Systems,
} from 'backstage-plugin-humanitec-eks-node';
import { endTaskLook, taskLook } from './taskLooks';

/**
 * Brings a part about as a step of a task. As long as the task finds nothing to
 * do, its steps share one look; whoever changes something has looked itself.
 */
export async function applyInTask<State>(
  part: Part<State>,
  spec: BindingSpec,
  systems: Systems,
  { service, taskId }: { service: HumanitecEksService; taskId: string },
): Promise<Applied> {
  const readings = taskLook(service, taskId, spec, systems);
  const unchanged =
    readings && (await findUnchanged(part, spec, readings, systems.progress));
  if (unchanged) return unchanged;
  endTaskLook(service, taskId, spec);
  return applyPart(part, spec, systems);
}
