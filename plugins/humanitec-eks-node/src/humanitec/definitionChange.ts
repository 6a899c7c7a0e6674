import type { FieldChange } from 'backstage-plugin-humanitec-eks-common';
import { missingFields } from '../missingFields';
import type {
  Definition,
  DefinitionPatch,
  DefinitionReplacement,
  NewDefinition,
} from './schemas';

/** The fields of a definition that are not as asked for. What nobody asked for is no difference. */
export function definitionDifferences(
  wanted: NewDefinition,
  found: Definition,
): FieldChange[] {
  return [
    ...missingFields(wanted.name, found.name, 'name'),
    ...missingFields(wanted.driver_type, found.driver_type, 'driver_type'),
    ...(wanted.driver_account
      ? missingFields(
          wanted.driver_account,
          found.driver_account ?? undefined,
          'driver_account',
        )
      : []),
    ...Object.entries(wanted.driver_inputs.values).flatMap(([key, value]) =>
      valueDifferences(key, value, found),
    ),
    ...wrongSecrets(wanted, found).map(
      (key): FieldChange => ({
        path: `driver_inputs.secrets.${key}`,
        hidden: true,
      }),
    ),
  ];
}

/** The body of a PATCH that sets what differs and nothing else; null removes a value. */
export function definitionPatch(
  wanted: NewDefinition,
  found: Definition,
): DefinitionPatch {
  const values = Object.entries(wanted.driver_inputs.values).filter(
    ([key, value]) => valueDifferences(key, value, found).length > 0,
  );
  const secrets = wrongSecrets(wanted, found);
  return {
    ...(wanted.name !== found.name && { name: wanted.name }),
    ...(wanted.driver_account &&
      wanted.driver_account !== found.driver_account && {
        driver_account: wanted.driver_account,
      }),
    ...(values.length + secrets.length > 0 && {
      driver_inputs: {
        ...(values.length > 0 && {
          // Whole, whether the merge of nested maps is deep or not.
          values: Object.fromEntries(
            values.map(([key, value]) => [
              key,
              merged(liveValues(found)[key], value),
            ]),
          ),
        }),
        ...(secrets.length > 0 && {
          secrets: Object.fromEntries(
            secrets.map(key => [key, wanted.driver_inputs.secrets?.[key]]),
          ),
        }),
      },
    }),
  };
}

/**
 * The body of a PUT that leads to the same as the patch, and to another
 * driver, which a PATCH cannot change. A PUT unsets what it leaves out, so it
 * repeats all that is there.
 *
 * @throws Error for a secret that Humanitec keeps itself: it cannot be repeated
 */
export function definitionReplacement(
  wanted: NewDefinition,
  found: Definition,
): DefinitionReplacement {
  const { values, secrets } = wanted.driver_inputs;
  const secretRefs = {
    ...found.driver_inputs?.secret_refs,
    ...Object.fromEntries(
      Object.entries(secrets ?? {}).map(([key, value]) => [key, { value }]),
    ),
  };
  for (const [key, ref] of Object.entries(secretRefs)) {
    if (holdsInternalSecret(ref)) {
      throw new Error(
        `definition ${found.id} must change from driver ${found.driver_type} to ${wanted.driver_type}, and its secret ${key}, which Humanitec keeps itself, would be lost; remove that secret from the definition, or choose another ID`,
      );
    }
  }
  const driverAccount = wanted.driver_account ?? found.driver_account;
  return {
    name: wanted.name,
    driver_type: wanted.driver_type,
    ...(driverAccount && { driver_account: driverAccount }),
    driver_inputs: {
      values: withoutNulls({
        ...liveValues(found),
        ...Object.fromEntries(
          Object.entries(values).map(([key, value]) => [
            key,
            merged(liveValues(found)[key], value),
          ]),
        ),
      }),
      secret_refs: secretRefs,
    },
    ...(found.provision && { provision: found.provision }),
    ...(found.in_place_driver_change && { in_place_driver_change: true }),
  };
}

/** A map without the keys that are to be removed. */
export function withoutNulls(
  values: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null),
  );
}

function valueDifferences(
  key: string,
  wanted: unknown,
  found: Definition,
): FieldChange[] {
  const live = liveValues(found)[key];
  const path = `driver_inputs.values.${key}`;
  if (wanted !== null) return missingFields(wanted, live, path);
  return live === undefined ? [] : [{ path, from: live, to: undefined }];
}

/** Placeholders come back readable under `secret_refs.<key>.value`; anything else only as a reference. */
function wrongSecrets(wanted: NewDefinition, found: Definition): string[] {
  const refs = found.driver_inputs?.secret_refs ?? {};
  return Object.entries(wanted.driver_inputs.secrets ?? {})
    .filter(([key, value]) => {
      const ref = refs[key];
      return !(isMap(ref) && ref.value === value);
    })
    .map(([key]) => key);
}

function liveValues(found: Definition): Record<string, unknown> {
  return found.driver_inputs?.values ?? {};
}

function merged(live: unknown, wanted: unknown): unknown {
  if (!isMap(live) || !isMap(wanted)) return wanted;
  return {
    ...live,
    ...Object.fromEntries(
      Object.entries(wanted).map(([key, value]) => [
        key,
        merged(live[key], value),
      ]),
    ),
  };
}

function holdsInternalSecret(ref: unknown): boolean {
  if (!isMap(ref)) return false;
  return (
    ref.store === 'humanitec' || Object.values(ref).some(holdsInternalSecret)
  );
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
