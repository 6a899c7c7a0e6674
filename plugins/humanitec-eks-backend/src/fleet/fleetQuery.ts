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
  const parsed = querySchema.safeParse(values);
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

const once = <Schema extends z.ZodTypeAny>(value: Schema) =>
  z
    .array(z.string())
    .length(1, 'may be given once')
    .transform(([only]) => only)
    .pipe(value)
    .optional();

const text = z.string().min(1).max(100);

const count = (max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().max(max));

const querySchema = z
  .object({
    verdict: anyOf(z.enum(verdicts)),
    organization: anyOf(text),
    awsAccountId: anyOf(text),
    region: anyOf(text),
    kubernetesVersion: anyOf(text),
    envType: anyOf(text),
    search: once(z.string().max(100)),
    sort: once(z.enum(fleetSorts)),
    order: once(z.enum(['asc', 'desc'])),
    offset: once(count(999_999_999)),
    limit: once(count(200)),
  })
  .strict();
