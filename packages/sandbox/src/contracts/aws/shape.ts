// Is a value what a shape of a service model says?
import { isRecord } from '../record';
import { ServiceModel, Shape } from './serviceModel';

export interface Reading {
  model: ServiceModel;
  /** Numbers, switches and times come as text: in a form, a query, or XML. */
  asText: boolean;
  /** Holds values against lengths, ranges and patterns too; AWS declares them for what it takes. */
  limits: boolean;
}

/** Everything in which the value departs from the shape, each with its place. */
export function shapeProblems(
  reading: Reading,
  shapeName: string,
  value: unknown,
  place: string,
): string[] {
  const shape = reading.model.shapes[shapeName];
  const size = (count: number) =>
    reading.limits ? rangeProblems(shape, count, `${place}: its size`) : [];
  switch (shape.type) {
    case 'structure':
      return isRecord(value)
        ? structureProblems(reading, shape, value, place)
        : [`${place}: not a structure`];
    case 'list':
      if (!Array.isArray(value)) return [`${place}: not a list`];
      return [
        ...size(value.length),
        ...value.flatMap((item, index) =>
          shapeProblems(
            reading,
            shape.member?.shape ?? '',
            item,
            `${place}[${index}]`,
          ),
        ),
      ];
    case 'map':
      if (!isRecord(value)) return [`${place}: not a map`];
      return [
        ...size(Object.keys(value).length),
        ...Object.entries(value).flatMap(([key, child]) => [
          ...shapeProblems(
            reading,
            shape.key?.shape ?? '',
            key,
            `${place}: key ${key}`,
          ),
          ...shapeProblems(
            reading,
            shape.value?.shape ?? '',
            child,
            `${place}.${key}`,
          ),
        ]),
      ];
    default:
      return isScalar(shape, value, reading.asText)
        ? limitProblems(reading, shape, value, place)
        : [`${place}: ${JSON.stringify(value)} is no ${shapeName}`];
  }
}

/** The same for a structure whose shape is no part of the model. */
export function structureProblems(
  reading: Reading,
  shape: Shape,
  fields: Record<string, unknown>,
  place: string,
): string[] {
  const names = new Map(
    Object.entries(shape.members).map(([name, member]) => [
      member.locationName ?? name,
      member.shape,
    ]),
  );
  const wireName = (name: string) => shape.members[name]?.locationName ?? name;
  return [
    ...shape.required
      .map(wireName)
      .filter(name => fields[name] === undefined)
      .map(name => `${place}.${name}: missing`),
    ...Object.entries(fields).flatMap(([name, child]) => {
      const of = names.get(name);
      return of
        ? shapeProblems(reading, of, child, `${place}.${name}`)
        : [`${place}.${name}: unknown`];
    }),
  ];
}

function isScalar(shape: Shape, value: unknown, asText: boolean): boolean {
  switch (shape.type) {
    case 'string':
      return (
        typeof value === 'string' &&
        (shape.enum === undefined || shape.enum.includes(value))
      );
    case 'boolean':
      return asText
        ? value === 'true' || value === 'false'
        : typeof value === 'boolean';
    case 'integer':
    case 'long':
      return asText ? /^-?\d+$/.test(String(value)) : Number.isInteger(value);
    case 'timestamp':
      return asText
        ? /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(String(value))
        : typeof value === 'number' && value > 1e9 && value < 1e10;
    default:
      throw new Error(`the model has a type that is not known: ${shape.type}`);
  }
}

function limitProblems(
  { limits }: Reading,
  shape: Shape,
  value: unknown,
  place: string,
): string[] {
  if (!limits) return [];
  if (shape.type === 'integer' || shape.type === 'long') {
    return rangeProblems(shape, Number(value), place);
  }
  if (typeof value !== 'string') return [];
  return [
    ...rangeProblems(shape, value.length, `${place}: its length`),
    ...(shape.pattern === undefined || patternOf(shape.pattern).test(value)
      ? []
      : [`${place}: ${JSON.stringify(value)} is not like ${shape.pattern}`]),
  ];
}

function rangeProblems(
  { min = -Infinity, max = Infinity }: Shape,
  size: number,
  what: string,
): string[] {
  return size >= min && size <= max
    ? []
    : [`${what} ${size} is not from ${min} to ${max}`];
}

const patterns = new Map<string, RegExp>();

/** AWS's patterns are about the whole value, and mostly in what JavaScript calls Unicode mode. */
function patternOf(pattern: string): RegExp {
  const known = patterns.get(pattern);
  if (known) return known;
  const whole = `^(?:${pattern})$`;
  const made = isUnicode(whole) ? new RegExp(whole, 'u') : new RegExp(whole);
  patterns.set(pattern, made);
  return made;
}

/** Unicode mode knows `\p{L}` but not every escape that the models use. */
function isUnicode(pattern: string): boolean {
  return /\\p\{/.test(pattern) || !/\\[@:]/.test(pattern);
}
