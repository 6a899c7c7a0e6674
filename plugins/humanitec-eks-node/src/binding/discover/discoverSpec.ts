import {
  BindingIdentity,
  BindingInput,
  BindingNames,
  bindingSpec,
  BindingSpec,
  SystemId,
} from 'backstage-plugin-humanitec-eks-common';
import type { Readings } from '../../systems';
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

/** How a binding is looked for. */
export interface DiscoverOptions {
  /**
   * Looks also for what nothing leads to, one by one where a system has no
   * other way: for those who take a half-made binding away.
   */
  lost?: boolean;
  /** Bounds the look at one system. */
  within?: <T>(system: SystemId, look: Promise<T>) => Promise<T>;
}

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
  systems: Readings,
  { lost = true, within = (_, look) => look }: DiscoverOptions = {},
): Promise<BindingSpec> {
  const told = definedOnly(given ?? {});
  const look = (where: string, system: SystemId, reading: Promise<Found>) =>
    orNothing(systems, where, within(system, reading));

  const inDefinitions = look(
    'Humanitec',
    'Humanitec',
    fromDefinitions(identity, told, systems),
  );
  const inEks = look('EKS', 'AWS', fromCluster(identity, systems));
  const inCluster = look(
    'the cluster',
    'Kubernetes',
    fromKubernetes(identity, systems),
  );
  const afterDefinitions = async (from: typeof fromAccounts) => {
    const { names } = await inDefinitions;
    const known = namesOf({ names }, { names: told });
    return look('Humanitec', 'Humanitec', from(identity, known, systems));
  };
  const inIam = async () => {
    const [{ names: bound }, { names, aws }] = await Promise.all([
      inDefinitions,
      inEks,
    ]);
    const known = namesOf({ names }, { names: told });
    const options = {
      iamPath: aws?.iamPath,
      // To what Humanitec knows, everything leads.
      lost: lost || !bound?.clusterDefinition,
    };
    return look('IAM', 'AWS', fromIam(identity, known, systems, options));
  };
  const [definitions, eks, kubernetes, accounts, agents, iam] =
    await Promise.all([
      inDefinitions,
      inEks,
      inCluster,
      afterDefinitions(fromAccounts),
      afterDefinitions(fromAgents),
      inIam(),
    ]);
  const found = [definitions, eks, kubernetes, accounts, agents, iam];
  return bindingSpec({
    ...identity,
    names: namesOf(...found, { names: told }),
    criteria: definitions.criteria?.length ? definitions.criteria : undefined,
    accessRole: accounts.accessRole,
    aws: eks.aws ?? iam.aws,
    cluster: eks.cluster,
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
  { signal, progress }: Pick<Readings, 'signal' | 'progress'>,
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
