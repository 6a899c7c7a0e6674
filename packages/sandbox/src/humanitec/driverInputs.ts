// The inputs of a driver: what a POST, PUT or PATCH makes of them, and how they are shown.
import { z } from 'zod';
import { Place, readSecrets, secretsResponse } from './secrets';
import { DriverInputs, SecretTree } from './records';

const section = z.record(z.string(), z.unknown()).nullish();

export const driverInputsSchema = z
  .object({ values: section, secrets: section, secret_refs: section })
  .nullish();

type GivenInputs = z.output<typeof driverInputsSchema>;

/**
 * The inputs a PUT or POST leads to: what is not given is gone.
 *
 * @throws HumanitecError 400
 */
export function replaceInputs(
  given: GivenInputs,
  place: Place,
  before: DriverInputs = {},
): DriverInputs | undefined {
  if (!given) return undefined;
  const secrets = readSecrets(given, place, before.secrets ?? {}, {});
  return inputsOf(given.values ?? {}, secrets);
}

/**
 * The inputs a PATCH leads to: null removes a key, what is not given stays.
 *
 * @throws HumanitecError 400
 */
export function mergeInputs(
  given: GivenInputs,
  place: Place,
  before: DriverInputs = {},
): DriverInputs | undefined {
  const values = mergeMaps(before.values ?? {}, given?.values ?? {});
  const old = before.secrets ?? {};
  const secrets = readSecrets(given ?? {}, place, old, old);
  return inputsOf(values, secrets);
}

/** `{values, secret_refs}` as the API shows them. */
export function inputsResponse(inputs: DriverInputs) {
  return {
    values: inputs.values,
    secret_refs: inputs.secrets && secretsResponse(inputs.secrets),
  };
}

/** Sections without anything in them do not count. */
function inputsOf(
  values: Record<string, unknown>,
  secrets: SecretTree,
): DriverInputs | undefined {
  const inputs: DriverInputs = {};
  if (Object.keys(values).length > 0) inputs.values = values;
  if (Object.keys(secrets).length > 0) inputs.secrets = secrets;
  return inputs.values || inputs.secrets ? inputs : undefined;
}

function mergeMaps(
  before: Record<string, unknown>,
  patch: Record<string, unknown>,
): Record<string, unknown> {
  const after = { ...before };
  for (const [key, value] of Object.entries(patch)) {
    const old = after[key];
    if (value === null) delete after[key];
    else
      after[key] = isMap(value)
        ? mergeMaps(isMap(old) ? old : {}, value)
        : value;
  }
  return after;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
