// The EC2 dialect of the AWS Query protocol: numbered lists, `item` in XML, an envelope of its own for errors.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AuthenticationFailure } from './authenticate';
import { AwsError } from './errors';
import { QueryCall, QueryOperation, xmlResponse } from './query';

/** An operation that only reads; its parameters have the shape that `input` says. */
export function ec2Operation<Input extends z.ZodRawShape>(definition: {
  input: Input;
  run: (call: QueryCall, input: z.output<z.ZodObject<Input>>) => object;
}): QueryOperation {
  const schema = z.object(definition.input);
  const dryRun = z.object({ DryRun: z.stringbool().default(false) });
  return {
    write: false,
    run(call, parameters) {
      const parsed = schema.safeParse(parameters);
      if (!parsed.success) throw invalidValue(parsed.error);
      if (dryRun.parse(parameters).DryRun) {
        throw new AwsError(
          412,
          'DryRunOperation',
          'Request would have succeeded, but DryRun flag is set.',
        );
      }
      return definition.run(call, parsed.data);
    },
  };
}

/** `SubnetId.1=a&SubnetId.2=b` */
export function ec2List<Item extends z.ZodType>(item: Item) {
  return z.preprocess(
    value =>
      typeof value === 'object' && value !== null
        ? Object.entries(value)
            .sort(([a], [b]) => Number(a) - Number(b))
            .map(([, entry]) => entry)
        : [],
    z.array(item),
  );
}

export function ec2Response(operation: string, result: object | undefined) {
  return xmlResponse(200, {
    [`${operation}Response`]: {
      '@xmlns': 'http://ec2.amazonaws.com/doc/2016-11-15/',
      requestId: randomUUID(),
      ...Object.fromEntries(
        Object.entries(result ?? {}).map(([name, value]) => [
          name,
          xmlItems(value),
        ]),
      ),
    },
  });
}

export function ec2Error(status: number, code: string, message: string) {
  return xmlResponse(status, {
    Response: {
      Errors: { Error: { Code: code, Message: message } },
      RequestID: randomUUID(),
    },
  });
}

/** The code and words of EC2 for credentials that it refuses. */
export function ec2AuthenticationError(failure: AuthenticationFailure) {
  switch (failure) {
    case 'missing':
      return new AwsError(
        400,
        'MissingAuthenticationToken',
        'Request is missing Authentication Token',
      );
    case 'expired':
      return new AwsError(400, 'RequestExpired', 'Request has expired.');
    default:
      return new AwsError(
        401,
        'AuthFailure',
        'AWS was not able to validate the provided access credentials',
      );
  }
}

/** @param reason - what is not allowed to whom */
export function ec2Denied(reason: string) {
  return new AwsError(
    403,
    'UnauthorizedOperation',
    `You are not authorized to perform this operation. ${reason}`,
  );
}

function invalidValue(error: z.ZodError) {
  const details = error.issues.map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
  return new AwsError(400, 'InvalidParameterValue', details.join('; '));
}

function xmlItems(value: unknown): unknown {
  if (Array.isArray(value)) return { item: value.map(xmlItems) };
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, child]) => [name, xmlItems(child)]),
    );
  }
  return value;
}
