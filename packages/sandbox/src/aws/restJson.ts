// The REST-JSON protocol of EKS.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { LateFailure } from '../faults';
import { World } from '../world';
import { AuthenticationFailure } from './authenticate';
import { Caller } from './callers';
import { AwsError } from './errors';

export interface RestCall {
  world: World;
  caller: Caller;
  /** That the call was signed for: where the cluster lives. */
  region: string;
  /** Set when what the call starts is to fail. */
  failLater?: LateFailure;
}

export interface RestOperation {
  method: 'get' | 'post' | 'delete';
  /** As in the service model, with `:name` for `{name}`. */
  path: string;
  write: boolean;
  /** The response's body; times in seconds since the epoch. */
  run(call: RestCall, parameters: unknown): Promise<object>;
}

/** An operation; path, query and body parameters arrive together, in the shape that `input` says. */
export function restOperation<Input extends z.ZodType>(definition: {
  method: RestOperation['method'];
  path: string;
  write: boolean;
  input: Input;
  run: (call: RestCall, input: z.output<Input>) => object | Promise<object>;
}): RestOperation {
  return {
    ...definition,
    async run(call, parameters) {
      const parsed = definition.input.safeParse(parameters);
      if (!parsed.success) throw invalidInput(parsed.error);
      return definition.run(call, parsed.data);
    },
  };
}

/** The body's members; undefined when it is no JSON object. */
export function parseJsonBody(body: string): object | undefined {
  if (body === '') return {};
  try {
    return z.looseObject({}).parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}

export function malformedBody() {
  return new AwsError(
    400,
    'SerializationException',
    'The request body is not a JSON object',
  );
}

/** Query parameters; one that is given several times is a list. */
export function parseUrlQuery(url: URL): object {
  const names = new Set(url.searchParams.keys());
  return Object.fromEntries(
    Array.from(names, name => {
      const values = url.searchParams.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}

/** A list in the query, where one value looks like no list. */
export const urlQueryList = z.preprocess(
  value => (typeof value === 'string' ? [value] : value),
  z.array(z.string()).optional(),
);

export function restResponse(body: object) {
  return Response.json(body, {
    headers: { 'x-amzn-requestid': randomUUID() },
  });
}

export function restError(
  status: number,
  code: string,
  message: string,
  members: object = {},
) {
  return Response.json(
    { ...members, message },
    {
      status,
      headers: { 'x-amzn-requestid': randomUUID(), 'x-amzn-errortype': code },
    },
  );
}

/** The code and words of EKS for credentials that it refuses. */
export function restAuthenticationError(failure: AuthenticationFailure) {
  switch (failure) {
    case 'missing':
      return new AwsError(
        403,
        'MissingAuthenticationTokenException',
        'Missing Authentication Token',
      );
    case 'incomplete':
      return new AwsError(
        403,
        'IncompleteSignatureException',
        'The request signature does not conform to AWS standards.',
      );
    case 'unknown key':
      return new AwsError(
        403,
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
      );
    case 'wrong signature':
      return new AwsError(
        403,
        'InvalidSignatureException',
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
      );
    case 'expired':
      return new AwsError(
        403,
        'ExpiredTokenException',
        'The security token included in the request is expired',
      );
    default:
      throw new Error(`unknown failure ${failure satisfies never}`);
  }
}

function invalidInput(error: z.ZodError) {
  const details = error.issues.map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
  return new AwsError(400, 'InvalidParameterException', details.join('; '));
}
