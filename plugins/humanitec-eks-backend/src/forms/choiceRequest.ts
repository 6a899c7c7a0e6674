import { InputError, NotFoundError } from '@backstage/errors';
import {
  ChoiceKind,
  choiceKinds,
  ChoiceQuery,
  describeInputProblems,
  identityFields,
} from 'backstage-plugin-humanitec-eks-common';
import { z } from 'zod/v3';

/** What is asked for, with the answers that it depends on and no others. */
export interface ChoiceRequest {
  kind: ChoiceKind;
  query: ChoiceQuery;
}

/**
 * @throws NotFoundError for a kind that there is not; InputError that names each
 *   answer that is missing or wrong
 */
export function parseChoiceRequest(
  kind: string,
  query: unknown,
): ChoiceRequest {
  if (!isChoiceKind(kind)) {
    throw new NotFoundError(
      `There are no choices of the kind ${kind}; there are ${Object.keys(
        choiceKinds,
      ).join(', ')}.`,
    );
  }
  const parsed = querySchemas[kind].safeParse(query);
  if (!parsed.success) {
    throw new InputError(describeInputProblems(parsed.error));
  }
  return { kind, query: parsed.data };
}

function isChoiceKind(kind: string): kind is ChoiceKind {
  return Object.hasOwn(choiceKinds, kind);
}

const { organization, awsAccountId, region } = identityFields;
const nothing = z.object({}).strict();
const place = z.object({ awsAccountId, region }).strict();
const ofOrganization = z.object({ organization }).strict();

const querySchemas: Record<ChoiceKind, z.ZodType<ChoiceQuery>> = {
  organizations: nothing,
  awsAccounts: nothing,
  regions: z.object({ awsAccountId }).strict(),
  clusters: place,
  subnets: place,
  environmentTypes: ofOrganization,
  applications: ofOrganization,
  agents: ofOrganization,
};
