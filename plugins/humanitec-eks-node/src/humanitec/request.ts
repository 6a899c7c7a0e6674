import { isError } from '@backstage/errors';
import { z } from 'zod';
import { holdSecret } from '../heldSecrets';
import { limitedText, TooLarge } from '../limitedText';
import { parseRetryAfter, retryTransient } from '../retryTransient';
import type { SystemError } from '../systemError';
import { HumanitecError } from './humanitecError';
import { parseReferences } from './references';
import { errorSchema } from './schemas';

const TIMEOUT_MS = 30_000;
/** A list of thousands of definitions; nothing that we ask for is larger. */
const MAX_BYTES = 32 * 1024 * 1024;

export interface HumanitecConnection {
  organization: string;
  apiBaseUrl: string;
  token: string;
  signal: AbortSignal;
  /** Hears of each failure after which a call is made again. */
  onRetry?: (error: SystemError) => void;
}

export interface HumanitecRequest<T> {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below `/orgs/{organization}` unless it begins with `//`. */
  path: string;
  query?: Record<string, string>;
  body?: unknown;
  schema: z.ZodType<T>;
}

/**
 * One call to the Platform Orchestrator API. Asks again, up to three times,
 * only after answers that are known to be transient; every create carries an
 * ID of ours, so a repeated one is answered with 409 and not done twice.
 * Follows no redirect: that would take the token elsewhere.
 *
 * @throws HumanitecError; the signal's reason when it is aborted
 */
export async function humanitecRequest<T>(
  connection: HumanitecConnection,
  request: HumanitecRequest<T>,
): Promise<T> {
  const { signal, onRetry } = connection;
  return retryTransient(signal, () => send(connection, request), { onRetry });
}

async function send<T>(
  { organization, apiBaseUrl, token, signal }: HumanitecConnection,
  { method, path, query, body, schema }: HumanitecRequest<T>,
): Promise<T> {
  const route = path.startsWith('//')
    ? path.slice(1)
    : `/orgs/${encodeURIComponent(organization)}${path}`;
  const call = `${method} ${route}`;
  const secrets = [token, ...sentSecrets(body)];
  secrets.forEach(holdSecret);
  const url = new URL(apiBaseUrl.replace(/\/$/, '') + route);
  for (const [key, value] of Object.entries(query ?? {})) {
    url.searchParams.set(key, value);
  }
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'humanitec-user-agent': 'app backstage-humanitec-eks/0.1.0',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    text = await limitedText(response, MAX_BYTES);
  } catch (error) {
    signal.throwIfAborted();
    throw new HumanitecError({ call, secrets, ...brokenAnswer(url, error) });
  }
  const { status: httpStatus, headers } = response;
  const json = parseJson(text);
  if (!response.ok) {
    const { error: code, message } = errorSchema.safeParse(json).data ?? {};
    throw new HumanitecError({
      call,
      httpStatus,
      code,
      systemMessage:
        httpStatus >= 300 && httpStatus < 400
          ? 'the answer is a redirect, which is not followed'
          : message,
      references: method === 'DELETE' ? parseReferences(json) : undefined,
      retryAfterSeconds: parseRetryAfter(headers.get('retry-after')),
      secrets,
    });
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const fields = parsed.error.issues.map(i => i.path.join('.') || 'body');
    throw new HumanitecError({
      call,
      httpStatus,
      systemMessage: `the answer is not what the API documents (${[
        ...new Set(fields),
      ].join(', ')})`,
    });
  }
  return parsed.data;
}

function brokenAnswer(url: URL, error: unknown) {
  if (error instanceof TooLarge) {
    return { httpStatus: 200, systemMessage: error.message };
  }
  if (isError(error) && error.name === 'TimeoutError') {
    const systemMessage = `no answer from ${url.host} within ${
      TIMEOUT_MS / 1000
    } s`;
    return { httpStatus: 0, systemMessage };
  }
  // fetch keeps the reason in the cause.
  const cause = isError(error) ? error.cause : undefined;
  return {
    httpStatus: 0,
    code: isError(cause) && cause.code ? String(cause.code) : undefined,
    systemMessage: `${url.host} cannot be reached`,
  };
}

function parseJson(text: string): unknown {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: no schema accepts it, so the caller hears of it.
    return text;
  }
}

/** The values of a body that Humanitec keeps secret: those of an account's credentials and a definition's secrets. */
function sentSecrets(body: unknown): string[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([key, value]) =>
    key === 'credentials' || key === 'secrets'
      ? texts(value).filter(text => !text.startsWith('arn:'))
      : sentSecrets(value),
  );
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(texts)
    : [];
}
