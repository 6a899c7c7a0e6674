import type { CacheService } from '@backstage/backend-plugin-api';
import type {
  Choice,
  ChoiceQuery,
  Choices,
  SystemId,
} from 'backstage-plugin-humanitec-eks-common';
import {
  awsAccountChoices,
  HumanitecEksService,
  isLookUp,
  listChoices,
  LookUpKind,
  organizationChoices,
  regionChoices,
} from 'backstage-plugin-humanitec-eks-node';
import { z } from 'zod/v3';
import type { UsableTargets } from '../permissions/usableTargets';
import { SharedAnswers } from '../sharedAnswers';
import { withinBounds } from '../withinBounds';
import type { ChoiceRequest } from './choiceRequest';

/** How long a person waits for a list. */
const SECONDS = 10;

/** How long a list is good enough for a form. */
const KEPT_MS = 30_000;

/** {@link Choices}, without their envelope. */
export const choicesSchema = z.array(
  z.object({
    value: z.string(),
    title: z.string().optional(),
    note: z.string().optional(),
    facts: z.record(z.string()).optional(),
  }),
);

/**
 * What somebody may choose from.
 *
 * @throws NotFoundError for an organization or account that one may not use;
 *   ServiceUnavailableError when another system does not answer
 */
export function choicesReader({
  cache,
  service,
}: {
  cache: CacheService;
  service: HumanitecEksService;
}) {
  const shared = new SharedAnswers<Choice[]>({
    cache,
    schema: choicesSchema,
    keptMs: KEPT_MS,
  });

  return async (
    { kind, query }: ChoiceRequest,
    targets: UsableTargets,
    signal: AbortSignal,
  ): Promise<Choices> => {
    await targets.require(query);
    if (!isLookUp(kind)) {
      return { items: configured(kind, query, service, targets) };
    }
    const { organization = '', awsAccountId = '', region = '' } = query;
    const whole = { organization, awsAccountId, region };
    const items = await shared.get(keyOf(kind, query), { signal }, ends =>
      withinBounds(
        { ...describe(kind, whole), seconds: SECONDS },
        ends,
        within => listChoices(kind, whole, service, within),
      ),
    );
    return { items };
  };
}

function configured(
  kind: 'organizations' | 'awsAccounts' | 'regions',
  { awsAccountId = '' }: ChoiceQuery,
  { config }: HumanitecEksService,
  { allows }: UsableTargets,
): Choice[] {
  switch (kind) {
    case 'organizations':
      return organizationChoices(config).filter(({ value }) =>
        allows({ kind: 'organization', id: value }),
      );
    case 'awsAccounts':
      return awsAccountChoices(config).filter(({ value }) =>
        allows({ kind: 'awsAccount', id: value }),
      );
    default:
      return regionChoices(config, awsAccountId);
  }
}

/** The same question has the same key, whoever asks. */
function keyOf(kind: LookUpKind, query: ChoiceQuery): string {
  const { organization = '', awsAccountId = '', region = '' } = query;
  return ['choices', kind, organization, awsAccountId, region].join('/');
}

function describe(
  kind: LookUpKind,
  { organization, awsAccountId, region }: Required<ChoiceQuery>,
): { system: SystemId; what: string } {
  const inAws = `of account ${awsAccountId} in ${region}`;
  switch (kind) {
    case 'clusters':
      return { system: 'AWS', what: `the clusters ${inAws}` };
    case 'subnets':
      return { system: 'AWS', what: `the subnets ${inAws}` };
    case 'environmentTypes':
      return {
        system: 'Humanitec',
        what: `the environment types of ${organization}`,
      };
    default:
      return { system: 'Humanitec', what: `the ${kind} of ${organization}` };
  }
}
