import { InputError } from '@backstage/errors';
import {
  describeInputProblems,
  FleetQuery,
  fleetSorts,
  NOT_LOOKED_AT,
  Verdict,
} from 'backstage-plugin-humanitec-eks-common';
import { z } from 'zod/v3';

/**
 * What is asked of the fleet.
 *
 * @param query - the query of the URL, without its `?`
 * @throws InputError that names each parameter that is unknown or wrong
 */
export function parseFleetQuery(query: string): FleetQuery {
  const given = new URLSearchParams(query);
  const values = Object.fromEntries(
    [...given.keys()].map(key => [key, given.getAll(key)]),
  );
  const parsed = urlSchema.safeParse(values);
  if (!parsed.success) {
    throw new InputError(describeInputProblems(parsed.error));
  }
  return parsed.data;
}

const verdicts = [
  'ready',
  'differs',
  'broken',
  'notBound',
  'unknown',
  NOT_LOOKED_AT,
] as const satisfies readonly (Verdict | typeof NOT_LOOKED_AT)[];

const MAX_VALUES = 100;

const anyOf = <Schema extends z.ZodTypeAny>(value: Schema) =>
  z.array(value).max(MAX_VALUES).optional();

const text = z.string().min(1).max(100);

const ofOne = {
  search: z
    .string()
    .max(100)
    .describe('Part of the title, the name, the account or the region'),
  sort: z.enum(fleetSorts),
  order: z.enum(['asc', 'desc']),
  offset: z.number().int().min(0).max(999_999_999).describe('From 0'),
  limit: z.number().int().min(0).max(200).describe('50 when left out'),
};

const filters = {
  verdict: anyOf(z.enum(verdicts)),
  organization: anyOf(text),
  awsAccountId: anyOf(text),
  region: anyOf(text),
  kubernetesVersion: anyOf(text),
  envType: anyOf(text),
};

/** A {@link FleetQuery}. */
export const fleetQuerySchema = z
  .object({
    ...filters,
    search: ofOne.search.optional(),
    sort: ofOne.sort.optional(),
    order: ofOne.order.optional(),
    offset: ofOne.offset.optional(),
    limit: ofOne.limit.optional(),
  })
  .strict();

const once = <Schema extends z.ZodTypeAny>(value: Schema) =>
  z
    .array(z.string())
    .length(1, 'may be given once')
    .transform(([only]) => only)
    .pipe(value)
    .optional();

const count = (value: z.ZodNumber) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(value);

/** The same in a URL, where everything is text and may be repeated. */
const urlSchema = z
  .object({
    ...filters,
    search: once(ofOne.search),
    sort: once(ofOne.sort),
    order: once(ofOne.order),
    offset: once(count(ofOne.offset)),
    limit: once(count(ofOne.limit)),
  })
  .strict();
