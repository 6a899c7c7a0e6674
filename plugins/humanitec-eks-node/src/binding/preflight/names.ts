import type { Finding, PartId } from 'backstage-plugin-humanitec-eks-common';
import { parts } from '../../parts/binding';
import type { Check, Preflight } from './preflight';
import { error, failure } from './finding';

/**
 * Whether each name is free, or ours: what the parts would refuse to touch,
 * seen without looking into the cluster.
 */
export function checkNames(ids: PartId[]): Check {
  return async preflight => {
    const found = await Promise.all(ids.map(id => refusals(id, preflight)));
    return found.flat();
  };
}

async function refusals(
  id: PartId,
  { spec, systems }: Preflight,
): Promise<Finding[]> {
  const part = parts[id];
  const outside = { ...systems, kubernetes: async () => undefined };
  try {
    const observed = await part.observe(spec, outside);
    return part
      .plan(spec, observed)
      .filter(({ action }) => action === 'refuse')
      .map(({ kind, name, reason = 'it is not ours' }) =>
        error(
          { part: id },
          `${kind} ${name}: ${reason}`,
          'Then run the check again.',
        ),
      );
  } catch (cause) {
    systems.signal.throwIfAborted();
    return [failure({ part: id }, cause)];
  }
}
