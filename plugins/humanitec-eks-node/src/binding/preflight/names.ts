import type {
  BindingNames,
  BindingSpec,
  Change,
  Finding,
  PartId,
} from 'backstage-plugin-humanitec-eks-common';
import { parts } from '../../parts/binding';
import type { Part } from '../../parts/part';
import { thingsOf } from '../remove/things';
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

async function refusals(id: PartId, preflight: Preflight): Promise<Finding[]> {
  try {
    return await lookAt(parts[id], preflight);
  } catch (cause) {
    preflight.systems.signal.throwIfAborted();
    return [failure({ part: id }, cause)];
  }
}

async function lookAt<State>(
  part: Part<State>,
  { spec, systems, tell }: Preflight,
): Promise<Finding[]> {
  const outside = { ...systems, kubernetes: async () => undefined };
  const observed = await part.observe(spec, outside);
  if (thingsOf(part, spec, observed).length > 0) tell?.present(part.id);
  return part
    .plan(spec, observed)
    .filter(({ action }) => action === 'refuse')
    .map(change =>
      error(
        { part: part.id, field: fieldOf(part.id, spec, change) },
        `${inWords(change.kind)} ${change.name}: ${
          change.reason ?? 'it is not ours'
        }`,
        'Then try again.',
      ),
    );
}

/** `EKS cluster` in a sentence, where a plan has `eks cluster`. */
function inWords(kind: string): string {
  return kind.replace(/\b(?:eks|iam|oidc)\b/g, word => word.toUpperCase());
}

/** What a part names in Humanitec and IAM; several parts may use the same name. */
const NAMES: Record<PartId, (keyof BindingNames)[]> = {
  cluster: ['clusterRole', 'nodeRole'],
  accessRole: ['accessRole', 'accessPolicy'],
  cloudAccount: ['cloudAccount'],
  clusterDefinition: ['clusterDefinition'],
  agent: ['agent'],
  agentDefinition: ['agentDefinition'],
  deployAccess: [],
  runnerAccess: [
    'runnerDefinition',
    'terraformRunnerDefinition',
    'containerRunnerDefinition',
  ],
};

/** The input under which another name can be given. */
function fieldOf(
  id: PartId,
  spec: BindingSpec,
  { name }: Change,
): string | undefined {
  const key = NAMES[id].find(one => spec.names[one] === name);
  if (key) return `names.${key}`;
  return name === spec.clusterName ? 'clusterName' : undefined;
}
