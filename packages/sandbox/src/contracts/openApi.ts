// One OpenAPI 3 document: finds operations and holds values against its schemas.
import Ajv, { ErrorObject, ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import { matchPath } from './path';
import { isRecord } from './record';

const parameterSchema = z.union([
  z.object({ $ref: z.string() }),
  z.object({
    name: z.string(),
    in: z.string(),
    required: z.boolean().default(false),
    schema: z.record(z.string(), z.unknown()).default({}),
  }),
]);
const content = z.record(z.string(), z.unknown()).optional();
const responseSchema = z.object({ content });
const operationSchema = z.object({
  parameters: z.array(parameterSchema).default([]),
  requestBody: z
    .object({ content, required: z.boolean().default(false) })
    .optional(),
  responses: z.record(
    z.string(),
    z.union([z.object({ $ref: z.string() }), responseSchema]),
  ),
  'x-kubernetes-group-version-kind': z
    .object({ group: z.string(), version: z.string(), kind: z.string() })
    .optional(),
});
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({
    parameters: z.record(z.string(), parameterSchema).default({}),
    responses: z.record(z.string(), responseSchema).default({}),
    schemas: z.record(z.string(), z.record(z.string(), z.unknown())),
  }),
});

type Parameter = Exclude<z.output<typeof parameterSchema>, { $ref: string }>;
type Content = z.output<typeof content>;

/** Where in the document something stands. */
export type Place = readonly string[];

export interface DocumentedOperation {
  /** `GET /orgs/{orgId}` */
  name: string;
  /** Of the query. */
  parameters: Parameter[];
  requestBody?: { required: boolean; place: Place; content?: Content };
  /** The contents of the response with that status; undefined when none is documented. */
  response(status: number): { place: Place; content?: Content } | undefined;
  kind?: { group: string; version: string; kind: string };
}

export class OpenApiDocument {
  readonly schemas: Record<string, Record<string, unknown>>;
  private readonly contents: z.output<typeof documentSchema>;
  private readonly ajv = addFormats(
    // Kubernetes' own format says nothing that its types do not say.
    new Ajv({
      strict: false,
      allErrors: true,
      verbose: true,
      formats: { 'int-or-string': true },
    }),
  );
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly operations = new Map<string, DocumentedOperation>();

  constructor(json: unknown) {
    this.contents = documentSchema.parse(json);
    this.schemas = this.contents.components.schemas;
    this.ajv.addSchema({ ...this.contents, $id: 'document' });
  }

  /** The operation that a method and a path are; of several, the one with the most literal path. */
  operation(method: string, path: string): DocumentedOperation | undefined {
    const [found] = Object.keys(this.contents.paths)
      .flatMap(template => {
        const parameters = matchPath(template, path);
        return parameters && this.contents.paths[template][method.toLowerCase()]
          ? [{ template, count: Object.keys(parameters).length }]
          : [];
      })
      .sort((a, b) => a.count - b.count);
    if (!found) return undefined;
    const name = `${method} ${found.template}`;
    const known = this.operations.get(name);
    if (known) return known;
    const read = this.read(method, found.template);
    this.operations.set(name, read);
    return read;
  }

  /** Everything in which a value departs from the schema at a place, each with where it is. */
  problems(place: Place, value: unknown, what: string): string[] {
    const validate = this.validator(place);
    validate(value);
    return (validate.errors ?? []).map(error => explain(what, error));
  }

  private read(method: string, template: string): DocumentedOperation {
    const item = this.contents.paths[template];
    const place = ['paths', template, method.toLowerCase()];
    const operation = operationSchema.parse(item[method.toLowerCase()]);
    const ofAll = z.array(parameterSchema).default([]).parse(item.parameters);
    const { requestBody, responses } = operation;
    return {
      name: `${method} ${template}`,
      parameters: [...ofAll, ...operation.parameters]
        .map(one => this.parameter(one))
        .filter(one => one.in === 'query'),
      requestBody: requestBody && {
        ...requestBody,
        place: [...place, 'requestBody'],
      },
      response: status => {
        const found = responses[String(status)];
        if (!found) return undefined;
        if (!('$ref' in found)) {
          return { ...found, place: [...place, 'responses', String(status)] };
        }
        const name = nameOf(String(found.$ref));
        return {
          ...this.contents.components.responses[name],
          place: ['components', 'responses', name],
        };
      },
      kind: operation['x-kubernetes-group-version-kind'],
    };
  }

  private parameter(given: z.output<typeof parameterSchema>): Parameter {
    if (!('$ref' in given)) return given;
    return this.parameter(
      this.contents.components.parameters[nameOf(String(given.$ref))],
    );
  }

  private validator(place: Place): ValidateFunction {
    const pointer = place
      .map(part => part.replaceAll('~', '~0').replaceAll('/', '~1'))
      .map(encodeURIComponent)
      .join('/');
    const known = this.validators.get(pointer);
    if (known) return known;
    const made = this.ajv.compile({ $ref: `document#/${pointer}` });
    this.validators.set(pointer, made);
    return made;
  }
}

/** What of the query the operation does not know, lacks or cannot read. */
export function queryProblems(
  { parameters }: Pick<DocumentedOperation, 'parameters'>,
  query: URLSearchParams,
): string[] {
  return [
    ...parameters
      .filter(({ name, required }) => required && !query.has(name))
      .map(({ name }) => `query ${name}: missing`),
    ...[...query].flatMap(([name, value]) => {
      const known = parameters.find(one => one.name === name);
      if (!known) return [`query ${name}: unknown`];
      return isOfType(known.schema.type, value)
        ? []
        : [`query ${name}: ${value} is no ${known.schema.type}`];
    }),
  ];
}

function isOfType(type: unknown, value: string): boolean {
  switch (type) {
    case 'boolean':
      return ['true', 'false'].includes(value);
    case 'integer':
      return /^-?\d+$/.test(value);
    default:
      return true;
  }
}

/** Every schema of a document changed, from the inside outwards. */
export function mapSchemas(
  node: unknown,
  change: (schema: Record<string, unknown>) => Record<string, unknown>,
): unknown {
  if (Array.isArray(node)) return node.map(one => mapSchemas(one, change));
  if (!isRecord(node)) return node;
  return change(
    Object.fromEntries(
      Object.entries(node).map(([name, child]) => [
        name,
        // What these hold are values, not schemas.
        ['default', 'enum', 'example', 'required'].includes(name)
          ? child
          : mapSchemas(child, change),
      ]),
    ),
  );
}

/** An object schema that lists properties takes no others, unless it says so. */
export function closed(
  schema: Record<string, unknown>,
): Record<string, unknown> {
  return isRecord(schema.properties) &&
    schema.type === 'object' &&
    schema.additionalProperties === undefined
    ? { ...schema, additionalProperties: false }
    : schema;
}

export function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

function explain(
  what: string,
  { instancePath, message, keyword, params, data }: ErrorObject,
): string {
  return `${what}${instancePath}: ${message}${detail()}`;

  function detail(): string {
    if (keyword === 'additionalProperties') {
      return `: ${params.additionalProperty}`;
    }
    return isRecord(data) || Array.isArray(data)
      ? ''
      : `: ${JSON.stringify(data)}`;
  }
}
