import type { CacheService } from '@backstage/backend-plugin-api';
import {
  BindingEnvironments,
  BindingReport,
  bindingSpec,
} from 'backstage-plugin-humanitec-eks-common';
import {
  bindingEnvironments,
  HumanitecEksService,
} from 'backstage-plugin-humanitec-eks-node';
import { SharedAnswers } from '../sharedAnswers';
import { withinBounds } from '../withinBounds';
import { keptKey } from './keptKey';
import type { ClusterBinding } from './bindingOfEntity';
import { environmentsSchema } from './environmentsSchema';
import type { LastChanges } from './lastChanges';

/** How long the list is good enough for a page that is opened. */
const KEPT_MS = 20_000;
const SECONDS = 20;

/**
 * The environments of a cluster, for all who look at it: one reading of
 * Humanitec however many they are.
 *
 * @throws ServiceUnavailableError when Humanitec does not tell
 */
export function environmentsReader({
  cache,
  changes,
  readReport,
  service,
}: {
  cache: CacheService;
  changes: LastChanges;
  readReport(
    binding: ClusterBinding,
    options: { signal: AbortSignal },
  ): Promise<BindingReport>;
  service: HumanitecEksService;
}) {
  const shared = new SharedAnswers<BindingEnvironments>({
    cache,
    schema: environmentsSchema,
    keptMs: KEPT_MS,
  });

  /** An entity that does not name the definition: it is found with the report, which the page asks for, too. */
  const definitionOf = async (
    binding: ClusterBinding,
    signal: AbortSignal,
  ): Promise<string> => {
    if (binding.clusterDefinition) return binding.clusterDefinition;
    const { spec } = await readReport(binding, { signal });
    return spec.names.clusterDefinition;
  };

  const read = async (binding: ClusterBinding, signal: AbortSignal) => {
    const clusterDefinition = await definitionOf(binding, signal);
    const { organization, awsAccountId, region, clusterName } = binding;
    const spec = bindingSpec({
      organization,
      awsAccountId,
      region,
      clusterName,
      names: { clusterDefinition },
    });
    return withinBounds(
      {
        system: 'Humanitec',
        what: `the environments of ${clusterName}`,
        seconds: SECONDS,
      },
      signal,
      async ends =>
        bindingEnvironments(spec, {
          humanitec: service.humanitec(organization, ends),
        }),
    );
  };

  return async (
    binding: ClusterBinding,
    { signal, fresh = false }: { signal: AbortSignal; fresh?: boolean },
  ): Promise<BindingEnvironments> =>
    shared.get(
      keptKey('environments', binding),
      { signal, notBefore: await changes.notBefore(binding, fresh) },
      ends => read(binding, ends),
    );
}
