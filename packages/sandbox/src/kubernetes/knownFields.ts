// The fields that each built-in kind has, as Kubernetes' own client library knows them.
import { isObject, Json, JsonObject } from './json';
import { Resource } from './resources';

/** A place in an object: field names and list indexes. */
export type Place = readonly (string | number)[];

export interface Decoded {
  /** Without the fields that the kind does not have, and without those that are null. */
  object: JsonObject;
  unknown: Place[];
}

/** Reads objects as a typed decoder does; custom kinds, whose schemas stand in their definitions, stay as they are. */
export type Decoder = (
  resource: Pick<Resource, 'kind' | 'version' | 'group' | 'custom'>,
  object: JsonObject,
) => Decoded;

let loaded: Decoder | undefined;

/** The library is large: it is loaded when something is first written to a cluster. */
export const decode: Decoder = (resource, object) => {
  loaded ??= decoderOf(require('@kubernetes/client-node'));
  return loaded(resource, object);
};

function decoderOf(models: object): Decoder {
  const types = new Map<string, Map<string, string>>();
  const fieldsOf = (type: string) => {
    const known = types.get(type);
    if (known) return known;
    const model: unknown = Reflect.get(models, type);
    if (!hasFields(model)) return undefined;
    const fields = new Map(
      model
        .getAttributeTypeMap()
        .map(field => [field.baseName, field.type] as const),
    );
    types.set(type, fields);
    return fields;
  };

  const read = (
    type: string,
    value: Json,
    place: Place,
    unknown: Place[],
  ): Json => {
    const [, item] = /^Array<(.+)>$/.exec(type) ?? [];
    if (item && Array.isArray(value)) {
      return value.map((one, index) =>
        read(item, one, [...place, index], unknown),
      );
    }
    if (!isObject(value)) return value;
    const [, entry] = /^\{ \[key: string\]: (.+); \}$/.exec(type) ?? [];
    const fields = entry ? undefined : fieldsOf(type);
    if (!entry && !fields) return value;
    const decoded: JsonObject = {};
    for (const [name, child] of Object.entries(value)) {
      const childType = entry ?? fields?.get(name);
      if (childType === undefined) unknown.push([...place, name]);
      else if (child !== null && child !== undefined) {
        decoded[name] = read(childType, child, [...place, name], unknown);
      }
    }
    return decoded;
  };

  return (resource, object) => {
    const unknown: Place[] = [];
    if (resource.custom) return { object, unknown };
    const decoded = read(modelOf(resource), object, [], unknown);
    return { object: isObject(decoded) ? decoded : {}, unknown };
  };
}

/** What the library calls the kind. */
export function modelOf({
  group,
  version,
  kind,
}: Pick<Resource, 'kind' | 'version' | 'group'>): string {
  // There are two kinds of events; this is the older one.
  if (group === '' && kind === 'Event') return 'CoreV1Event';
  return `${version.charAt(0).toUpperCase()}${version.slice(1)}${kind}`;
}

interface Model {
  getAttributeTypeMap(): { baseName: string; type: string }[];
}

function hasFields(model: unknown): model is Model {
  return typeof model === 'function' && 'getAttributeTypeMap' in model;
}
