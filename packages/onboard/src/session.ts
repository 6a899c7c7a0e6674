/** HTTP with one Backstage: who we are there, and every answer either understood or told in one line. */
import { z } from 'zod';
import { exitCodes, Failure, Refused, Unreachable } from './failure';

/** A dry-run asks three systems about eight parts before it answers. */
const LIMIT_MS = 5 * 60_000;

const errorSchema = z.object({ error: z.object({ message: z.string() }) });

const guestSchema = z.object({
  backstageIdentity: z.object({ token: z.string() }),
});

interface Call {
  method: 'GET' | 'POST';
  path: string;
  body?: unknown;
}

interface Answer {
  status: number;
  text: string;
}

export class Session {
  private constructor(
    private readonly baseUrl: string,
    private token: string,
    private readonly guest: boolean,
  ) {}

  /** Signs in, as guest unless a token is given. */
  static async signIn(
    baseUrl: string,
    token: string | undefined,
  ): Promise<Session> {
    const url = baseUrl.replace(/\/+$/, '');
    const session = new Session(url, token ?? '', !token);
    if (session.guest) await session.signInAsGuest();
    return session;
  }

  get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return this.call({ method: 'GET', path }, schema);
  }

  post<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T> {
    return this.call({ method: 'POST', path, body }, schema);
  }

  private async call<T>(call: Call, schema: z.ZodType<T>): Promise<T> {
    let answer = await this.send(call);
    if (answer.status === 401 && this.guest) {
      // A guest's token ends after an hour, and with the backend that gave it.
      await this.signInAsGuest();
      answer = await this.send(call);
    }
    return this.understand(answer, schema);
  }

  private async signInAsGuest() {
    this.token = '';
    try {
      const path = '/api/auth/guest/refresh';
      const answer = await this.send({ method: 'GET', path });
      const { backstageIdentity } = this.understand(answer, guestSchema);
      this.token = backstageIdentity.token;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      throw new Failure(
        exitCodes.connection,
        `Backstage at ${this.baseUrl} lets no guest in (${error.status}). Set BACKSTAGE_TOKEN to a token.`,
      );
    }
  }

  private async send({ method, path, body }: Call): Promise<Answer> {
    try {
      const response = await fetch(this.baseUrl + path, {
        method,
        headers: {
          'content-type': 'application/json',
          ...(this.token && { authorization: `Bearer ${this.token}` }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(LIMIT_MS),
      });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      throw new Unreachable(
        `No Backstage answers at ${this.baseUrl} (${causeOf(
          error,
        )}). Start it with npm start, or set BACKSTAGE_BASE_URL.`,
      );
    }
  }

  private understand<T>({ status, text }: Answer, schema: z.ZodType<T>): T {
    const body = jsonOf(text);
    if (status >= 200 && status < 300) {
      const { data, success } = schema.safeParse(body);
      if (success) return data;
      throw new Failure(
        exitCodes.connection,
        `What answers at ${this.baseUrl} is no Backstage that this program knows. Check BACKSTAGE_BASE_URL.`,
      );
    }
    const reason = errorSchema.safeParse(body).data?.error.message;
    // What a proxy says while the backend behind it is away.
    if ([502, 503, 504].includes(status)) {
      throw new Unreachable(
        `Backstage at ${this.baseUrl} is not ready (${status}${
          reason ? `: ${reason}` : ''
        }). Try again in a minute.`,
      );
    }
    throw new Refused(status, body, refusalText(status, reason));
  }
}

function refusalText(status: number, reason = 'no reason given'): string {
  if (status === 400) return reason;
  const head = `Backstage answers ${status}: ${reason.replace(/\.$/, '')}.`;
  if (status === 401) return `${head} Set BACKSTAGE_TOKEN to a valid token.`;
  if (status === 403) return `${head} Use the token of somebody who may do it.`;
  return status >= 500 ? `${head} The backend's own log says more.` : head;
}

/** `ECONNREFUSED` where there is a code: fetch itself only says that it failed. */
function causeOf(error: unknown): string {
  const { message, cause } = fetchErrorSchema.parse(error);
  return cause?.code ?? cause?.message ?? message;
}

const fetchErrorSchema = z.object({
  message: z.string(),
  cause: z
    .object({ code: z.string().optional(), message: z.string() })
    .optional()
    .catch(undefined),
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Then it is no answer of a Backstage API, whatever it is.
    return undefined;
  }
}
