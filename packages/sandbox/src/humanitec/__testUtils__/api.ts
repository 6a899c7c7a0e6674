// The API of a seeded sandbox on a real socket, for the tests of this folder.
import { generateKeyPairSync } from 'node:crypto';
import { z } from 'zod';
import { Sandbox, startSandbox } from '../../sandbox';
import { instantTimings, Timings } from '../../timings';
import { seededTokens } from '../seed';

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed JSON; undefined when there is no body. */
  body: unknown;
}

export interface TestApi {
  sandbox: Sandbox;
  /** @param path - below `/orgs/platform-org`, unless it starts with a slash of its own */
  send(
    method: string,
    path: string,
    body?: unknown,
    options?: { token?: string },
  ): Promise<Answer>;
  close(): Promise<void>;
}

export async function startApi(
  timings: Partial<Timings> = instantTimings,
): Promise<TestApi> {
  const sandbox = await startSandbox({ timings });
  return {
    sandbox,
    send: async (method, path, body, { token } = {}) => {
      const absolute = path.startsWith('/')
        ? path
        : `/orgs/platform-org/${path}`;
      const response = await fetch(`${sandbox.humanitecUrl}${absolute}`, {
        method,
        headers: {
          authorization: `Bearer ${token ?? seededTokens.administrator}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? undefined : JSON.parse(text),
      };
    },
    close: () => sandbox.close(),
  };
}

/** The PEM of a new RSA public key, as the agent and the Operator need it. */
export function newPublicKey(modulusLength = 4096): string {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength });
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

/** One text property of an answer, such as its ID. */
export function textOf({ body }: Answer, property = 'id'): string {
  return z.object({ [property]: z.string() }).parse(body)[property];
}

/** The IDs of a list, in an answer or in one property of it. */
export function idsOf({ body }: Answer, property?: string): string[] {
  const list = z.array(z.object({ id: z.string() }));
  const items =
    property === undefined
      ? list.parse(body)
      : z.object({ [property]: list }).parse(body)[property];
  return items.map(({ id }) => id);
}
