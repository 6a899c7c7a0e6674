import type { CacheService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  ANNOTATION_AWS_ACCOUNT_ID,
  BindingReport,
} from 'backstage-plugin-humanitec-eks-common';
import {
  factsForFreshReport,
  HumanitecEksService,
  sharedFacts,
} from 'backstage-plugin-humanitec-eks-node';
import { SharedAnswers } from '../sharedAnswers';
import { withinBounds } from '../withinBounds';
import { keptKey } from './keptKey';
import type { ClusterBinding } from './bindingOfEntity';
import { LastChanges } from './lastChanges';
import { readBinding } from './readBinding';
import { reportSchema } from './reportSchema';
import {
  unknownSince,
  unknownSinceSchema,
  withUnknownSince,
} from './unknownSince';

/** How long a report is good enough for a page that is opened. */
const KEPT_MS = 20_000;
/** How long it is remembered since when a part is unknown. */
const SINCE_KEPT_MS = 24 * 60 * 60_000;
/** Each part has a time-out of its own, and says so; this is for what is beside them. */
const SECONDS = 60;

/**
 * The binding of a cluster, for all who look at it: one fan-out to the three
 * systems however many they are.
 *
 * @throws ServiceUnavailableError when nothing can be told at all
 */
export function bindingReader({
  cache,
  changes,
  onReport,
  service,
}: {
  cache: CacheService;
  changes: LastChanges;
  /** Hears of each report that was read anew. */
  onReport(report: BindingReport): Promise<void>;
  service: HumanitecEksService;
}) {
  const shared = new SharedAnswers<BindingReport>({
    cache,
    schema: reportSchema,
    keptMs: KEPT_MS,
  });
  const facts = sharedFacts();
  const sinceCache = cache.withOptions({ defaultTtl: SINCE_KEPT_MS });

  const read = async (
    binding: ClusterBinding,
    signal: AbortSignal,
    fresh: boolean,
  ): Promise<BindingReport> => {
    await requireAccount(service, binding);
    const sinceKey = keptKey('unknownSince', binding);
    const [before, now] = await Promise.all([
      sinceCache.get(sinceKey),
      withinBounds(whatThereIsOf(binding), signal, ends =>
        readBinding(
          service,
          binding,
          ends,
          fresh ? factsForFreshReport(facts) : facts,
        ),
      ),
    ]);
    const known = unknownSinceSchema.safeParse(before);
    const report = withUnknownSince(now, known.success ? known.data : {});
    await Promise.all([
      sinceCache.set(sinceKey, unknownSince(report)),
      onReport(report),
    ]);
    return report;
  };

  return async (
    binding: ClusterBinding,
    { signal, fresh = false }: { signal: AbortSignal; fresh?: boolean },
  ): Promise<BindingReport> =>
    shared.get(
      keptKey('binding', binding),
      { signal, notBefore: await changes.notBefore(binding, fresh) },
      ends => read(binding, ends, fresh),
    );
}

function whatThereIsOf({ clusterName }: ClusterBinding) {
  return {
    system: 'One of AWS, Humanitec and Kubernetes',
    what: `what there is of ${clusterName}`,
    seconds: SECONDS,
  };
}

async function requireAccount(
  service: HumanitecEksService,
  { awsAccountId }: ClusterBinding,
) {
  if (await service.hasAwsAccount(awsAccountId)) return;
  throw new InputError(
    `Backstage has no credentials for the AWS account ${awsAccountId}. Correct the annotation ${ANNOTATION_AWS_ACCOUNT_ID} of the entity, or add the account to aws.accounts in app-config.`,
  );
}
