import pRetry, { AbortError } from 'p-retry';
import { z } from 'zod';
import { HumanitecError } from './humanitecError';
import { errorSchema } from './schemas';

const TIMEOUT_MS = 30_000;

/** Answers after which the same call may succeed a moment later. */
const TRANSIENT = new Set([0, 429, 502, 503, 504]);

export interface HumanitecConnection {
  organization: string;
  apiBaseUrl: string;
  token: string;
  signal: AbortSignal;
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
 *
 * @throws HumanitecError
 */
export async function humanitecRequest<T>(
  connection: HumanitecConnection,
  request: HumanitecRequest<T>,
): Promise<T> {
  return pRetry(
    async () => {
      try {
        return await send(connection, request);
      } catch (error) {
        connection.signal.throwIfAborted();
        if (
          error instanceof HumanitecError &&
          TRANSIENT.has(error.httpStatus)
        ) {
          throw error;
        }
        throw new AbortError(error instanceof Error ? error : String(error));
      }
    },
    {
      retries: 3,
      minTimeout: 500,
      maxTimeout: 5_000,
      signal: connection.signal,
    },
  );
}

async function send<T>(
  { organization, apiBaseUrl, token, signal }: HumanitecConnection,
  { method, path, query, body, schema }: HumanitecRequest<T>,
): Promise<T> {
  const route = path.startsWith('//')
    ? path.slice(1)
    : `/orgs/${encodeURIComponent(organization)}${path}`;
  const call = `${method} ${route}`;
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
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    text = await response.text();
  } catch (error) {
    signal.throwIfAborted();
    throw new HumanitecError(call, 0, undefined, noAnswerReason(url, error));
  }
  const json = parseJson(text);
  if (!response.ok) {
    const { error: code, message } = errorSchema.safeParse(json).data ?? {};
    throw new HumanitecError(
      call,
      response.status,
      code,
      [`HTTP ${response.status}`, code, message].filter(Boolean).join(' '),
    );
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const fields = parsed.error.issues.map(i => i.path.join('.') || 'body');
    throw new HumanitecError(
      call,
      response.status,
      undefined,
      `the answer is not what the API documents (${[...new Set(fields)].join(
        ', ',
      )})`,
    );
  }
  return parsed.data;
}

function noAnswerReason(url: URL, error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return `no answer from ${url.host} within ${TIMEOUT_MS / 1000} s`;
  }
  const cause = error instanceof Error ? error.cause : undefined;
  const code =
    cause instanceof Error && 'code' in cause ? ` (${cause.code})` : '';
  return `${url.host} cannot be reached${code}`;
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
