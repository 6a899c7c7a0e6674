// Humanitec's OpenAPI document, as a judge of requests and answers.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv, { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import { Answer } from './api';

/** Where the document should be: in CONTRACTS_DIR, or beside the project. */
export const contractFile = resolve(
  process.env.CONTRACTS_DIR ??
    resolve(__dirname, '../../../../../../shared/contracts'),
  'humanitec.json',
);

export const contractIsPresent = existsSync(contractFile);

const reference = z.object({ $ref: z.string() });
const content = z.record(z.string(), z.unknown()).optional();
const response = z.object({ content });
const document = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        requestBody: z.object({ content }).optional(),
        responses: z.record(z.string(), z.union([reference, response])),
      }),
    ),
  ),
  components: z.object({
    responses: z.record(z.string(), response),
    schemas: z.record(z.string(), z.unknown()),
  }),
});

/** Statuses that the introduction of the document allows of every operation. */
const general = [401, 403, 404, 405, 422];

export class Contract {
  private readonly ajv = addFormats(new Ajv({ strict: false }));
  private readonly contents: z.output<typeof document>;

  constructor() {
    const json: unknown = JSON.parse(readFileSync(contractFile, 'utf8'));
    this.contents = document.parse(json);
    this.ajv.addSchema({ ...this.contents, $id: 'contract' });
  }

  /**
   * Every way in which a call departs from the document.
   *
   * @param operation - `GET /orgs/{orgId}`
   * @param body - of the request; judged only if the sandbox accepted it
   */
  breaches(operation: string, body: unknown, answer: Answer): string[] {
    const [method, path] = operation.split(' ');
    const documented = this.contents.paths[path]?.[method.toLowerCase()];
    if (!documented) return [`${operation} is not documented`];
    const at = ['paths', path, method.toLowerCase()];
    const request =
      answer.status < 300 && documented.requestBody
        ? this.judge([...at, 'requestBody'], body)
        : [];
    return [...request, ...this.judgeAnswer(documented, at, answer)];
  }

  private judgeAnswer(
    { responses }: Operation,
    at: string[],
    { status, body }: Answer,
  ): string[] {
    const documented = responses[status];
    if (!documented) {
      return general.includes(status)
        ? this.judgeBy(
            ['components', 'schemas', 'HumanitecErrorResponse'],
            body,
          )
        : [`status ${status} is not documented`];
    }
    const [place, { content: types }] =
      '$ref' in documented
        ? this.sharedResponse(String(documented.$ref))
        : [[...at, 'responses', String(status)], documented];
    // A 204 has no body, whatever the document says.
    if (!types || status === 204) {
      return body === undefined ? [] : [`status ${status} has a body`];
    }
    return this.judge(place, body);
  }

  private sharedResponse(ref: string) {
    const name = ref.split('/').at(-1) ?? '';
    const place = ['components', 'responses', name];
    return [place, this.contents.components.responses[name]] as const;
  }

  private judge(place: readonly string[], value: unknown): string[] {
    return this.judgeBy(
      [...place, 'content', 'application/json', 'schema'],
      value,
    );
  }

  private judgeBy(place: readonly string[], value: unknown): string[] {
    const validate = this.validator(place);
    validate(value);
    return (validate.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath} ${message}`,
    );
  }

  private validator(place: readonly string[]): ValidateFunction {
    const pointer = place
      .map(part => part.replaceAll('~', '~0').replaceAll('/', '~1'))
      .map(encodeURIComponent)
      .join('/');
    return this.ajv.compile({ $ref: `contract#/${pointer}` });
  }
}

type Operation = z.output<typeof document>['paths'][string][string];
