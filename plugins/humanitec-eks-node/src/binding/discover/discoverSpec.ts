import {
  BindingIdentity,
  BindingInput,
  BindingNames,
  bindingSpec,
  BindingSpec,
} from 'backstage-plugin-humanitec-eks-common';
import type { Systems } from '../../systems';
import { describeFailure } from '../failure';
import { fromCluster } from './fromCluster';
import { fromAccounts, fromAgents, fromDefinitions } from './fromHumanitec';
import { fromIam } from './fromIam';
import { fromKubernetes } from './fromKubernetes';

/** What was read of a binding's names and options, for those who were not told. */
export type Found = Pick<
  BindingInput,
  'names' | 'criteria' | 'aws' | 'cluster' | 'accessRole'
>;

/**
 * The spec of a binding that exists, whole or half-made, read back from the
 * things themselves by their tags, labels and marks. A system that does not
 * answer leaves its names as derived; its parts will say so when they are observed.
 *
 * @param given - names that are known; they are not looked for
 */
export async function discoverSpec(
  identity: BindingIdentity,
  given: Partial<BindingNames> | undefined,
  systems: Systems,
): Promise<BindingSpec> {
  const told = definedOnly(given ?? {});
  const look = (where: string, reading: Promise<Found>) =>
    orNothing(systems, where, reading);

  const [definitions, cluster, kubernetes] = await Promise.all([
    look('Humanitec', fromDefinitions(identity, told, systems)),
    look('EKS', fromCluster(identity, systems)),
    look('the cluster', fromKubernetes(identity, systems)),
  ]);
  const known = namesOf(definitions, cluster, kubernetes, { names: told });
  // Of these, only what nothing else leads to is looked for.
  const [accounts, agents, iam] = await Promise.all([
    look('Humanitec', fromAccounts(identity, known, systems)),
    look('Humanitec', fromAgents(identity, known, systems)),
    look('IAM', fromIam(identity, known, systems)),
  ]);
  return bindingSpec({
    ...identity,
    names: namesOf(accounts, agents, iam, { names: known }),
    criteria: definitions.criteria?.length ? definitions.criteria : undefined,
    accessRole: accounts.accessRole,
    aws: cluster.aws ?? iam.aws,
    cluster: cluster.cluster,
  });
}

/** The names of several sources; the last that tells one is believed. */
function namesOf(...found: Pick<Found, 'names'>[]): Partial<BindingNames> {
  return Object.assign(
    {},
    ...found.map(({ names }) => definedOnly(names ?? {})),
  );
}

async function orNothing(
  { signal, progress }: Pick<Systems, 'signal' | 'progress'>,
  where: string,
  reading: Promise<Found>,
): Promise<Found> {
  try {
    return await reading;
  } catch (error) {
    signal.throwIfAborted();
    progress(
      `Names were not looked for in ${where}, so the usual ones are taken: ${describeFailure(
        error,
      )}`,
    );
    return {};
  }
}

function definedOnly(names: Partial<BindingNames>): Partial<BindingNames> {
  return Object.fromEntries(
    Object.entries(names).filter(([, name]) => name !== undefined),
  );
}
