// The AWS Query protocol of STS and IAM (and, in another dialect, of EC2): a form in, XML out.
import { randomUUID } from 'node:crypto';
import { XMLBuilder } from 'fast-xml-parser';
import { z } from 'zod';
import { World } from '../world';
import { AuthenticationFailure } from './authenticate';
import { Caller } from './callers';
import { AwsError } from './errors';

export interface QueryCall {
  world: World;
  caller: Caller;
  /** That the call was signed for. */
  region: string;
  sourceIp: string;
}

export interface QueryOperation {
  /** May it change something? */
  write: boolean;
  /** The members of the response; dates as Date, lists as arrays, maps as Map. */
  run(call: QueryCall, parameters: unknown): object | undefined;
}

/** An operation whose parameters have the shape that `input` says. */
export function queryOperation<Input extends z.ZodType>(definition: {
  write: boolean;
  input: Input;
  run: (call: QueryCall, input: z.output<Input>) => object | undefined | void;
}): QueryOperation {
  return {
    write: definition.write,
    run(call, parameters) {
      const parsed = definition.input.safeParse(parameters);
      if (!parsed.success) throw validationError(parsed.error);
      return definition.run(call, parsed.data) ?? undefined;
    },
  };
}

/** A list parameter; clients send an empty one as an empty string. */
export function queryList<Item extends z.ZodType>(item: Item) {
  return z.preprocess(
    value => (value === '' ? [] : value),
    z.array(item).default([]),
  );
}

/** `Tags.member.1.Key=a` becomes `{Tags: [{Key: 'a'}]}`. */
export function parseQuery(body: string): Record<string, unknown> {
  const root: Tree = new Map();
  for (const [name, value] of new URLSearchParams(body)) {
    const path = name.split('.');
    let node = root;
    for (const part of path.slice(0, -1)) {
      const next = node.get(part);
      const child: Tree = next instanceof Map ? next : new Map();
      node.set(part, child);
      node = child;
    }
    node.set(path[path.length - 1], value);
  }
  return Object.fromEntries(
    Array.from(root, ([name, value]) => [name, plain(value)]),
  );
}

type Tree = Map<string, string | Tree>;

function plain(value: string | Tree): unknown {
  if (typeof value === 'string') return value;
  const members = value.get('member');
  if (members instanceof Map) {
    return Array.from(members)
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([, member]) => plain(member));
  }
  return Object.fromEntries(
    Array.from(value, ([name, child]) => [name, plain(child)]),
  );
}

/** How a service with this XML namespace answers. */
export const queryResponse =
  (namespace: string) =>
  (operation: string, result: object | undefined): Response => {
    const content = {
      [`${operation}Response`]: {
        '@xmlns': namespace,
        ...(result && { [`${operation}Result`]: xmlValue(result) }),
        ResponseMetadata: { RequestId: randomUUID() },
      },
    };
    return xmlResponse(200, content);
  };

export function queryError(status: number, code: string, message: string) {
  return xmlResponse(status, {
    ErrorResponse: {
      Error: {
        Type: status < 500 ? 'Sender' : 'Receiver',
        Code: code,
        Message: message,
      },
      RequestId: randomUUID(),
    },
  });
}

/** The code and words of STS and IAM for credentials that they refuse. */
export function queryAuthenticationError(failure: AuthenticationFailure) {
  switch (failure) {
    case 'missing':
      return new AwsError(
        403,
        'MissingAuthenticationToken',
        'Request is missing Authentication Token',
      );
    case 'incomplete':
      return new AwsError(
        400,
        'IncompleteSignature',
        'The request signature does not conform to AWS standards.',
      );
    case 'unknown key':
      return new AwsError(
        403,
        'InvalidClientTokenId',
        'The security token included in the request is invalid.',
      );
    case 'wrong signature':
      return new AwsError(
        403,
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
      );
    case 'expired':
      return new AwsError(
        403,
        'ExpiredToken',
        'The security token included in the request is expired',
      );
    default:
      throw new Error(`unknown failure ${failure satisfies never}`);
  }
}

function validationError(error: z.ZodError) {
  const details = error.issues.map(issue => {
    const [name = '', ...rest] = issue.path.map(String);
    const path = [name.charAt(0).toLowerCase() + name.slice(1), ...rest];
    return `Value at '${path.join('.')}' failed to satisfy constraint: ${
      issue.message
    }`;
  });
  const count = details.length;
  return new AwsError(
    400,
    'ValidationError',
    `${count} validation error${count > 1 ? 's' : ''} detected: ${details.join(
      '; ',
    )}`,
  );
}

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressEmptyNode: true,
});

export function xmlResponse(status: number, content: object) {
  return new Response(builder.build(content), {
    status,
    headers: {
      'content-type': 'text/xml',
      'x-amzn-requestid': randomUUID(),
    },
  });
}

function xmlValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().replace(/\.\d+Z$/, 'Z');
  if (Array.isArray(value)) return { member: value.map(xmlValue) };
  if (value instanceof Map) {
    return {
      entry: Array.from(value, ([key, child]) => ({ key, value: child })),
    };
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, child]) => child !== undefined)
        .map(([name, child]) => [name, xmlValue(child)]),
    );
  }
  return value;
}
