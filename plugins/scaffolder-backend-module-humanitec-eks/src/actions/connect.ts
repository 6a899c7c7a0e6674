import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import type {
  HumanitecEksService,
  Systems,
} from 'backstage-plugin-humanitec-eks-node';
import type { StepLog } from './stepLog';

/** Dry-runs may come without a signal. */
const NEVER = new AbortController().signal;

/** The three systems for one run of an action: progress goes to the task log, cancelling ends every call. */
export function connect(
  service: HumanitecEksService,
  spec: BindingSpec,
  ctx: { signal?: AbortSignal },
  log: StepLog,
): Promise<Systems> {
  return service.connect(spec, {
    signal: ctx.signal ?? NEVER,
    progress: log.info,
    did: log.did,
  });
}
