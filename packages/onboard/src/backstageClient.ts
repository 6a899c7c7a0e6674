import { CompoundEntityRef, parseEntityRef } from '@backstage/catalog-model';
import type { BindingReport } from 'backstage-plugin-humanitec-eks-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { exitCodes, Failure } from './failure';
import type { Values } from './valuesFile';

const taskSchema = z.object({
  id: z.string(),
  status: z.string(),
  spec: z.object({
    steps: z.array(
      z.object({ id: z.string(), name: z.string(), action: z.string() }),
    ),
  }),
});

const eventSchema = z.object({
  id: z.union([z.number(), z.string()]).transform(Number),
  type: z.string(),
  createdAt: z.string(),
  body: z.object({
    message: z.string(),
    stepId: z.string().optional(),
    status: z.string().optional(),
    output: z.record(z.string(), z.unknown()).optional(),
  }),
});

const dryRunSchema = z.object({
  log: z.array(
    z.object({
      body: z.object({
        message: z.string(),
        stepId: z.string().optional(),
        status: z.string().optional(),
      }),
    }),
  ),
  directoryContents: z.array(
    z.object({ path: z.string(), base64Content: z.string() }),
  ),
  steps: z.array(
    z.object({ id: z.string(), name: z.string(), action: z.string() }),
  ),
});

const errorsSchema = z.object({
  errors: z
    .array(z.object({ property: z.string().optional(), message: z.string() }))
    .optional(),
  error: z.object({ message: z.string() }).optional(),
});

export type Task = z.infer<typeof taskSchema>;
export type TaskEvent = z.infer<typeof eventSchema>;
export type DryRun = z.infer<typeof dryRunSchema>;

/** How long a backend that has just started may take to load its templates. */
const CATALOG_LIMIT_MS = 60_000;

/** The REST API of a Backstage backend, as far as onboarding needs it. */
export class BackstageClient {
  private constructor(
    private readonly baseUrl: string,
    private readonly token: string,
  ) {}

  /** Signs in, as guest unless a token is given. */
  static async signIn(
    baseUrl: string,
    token: string | undefined,
  ): Promise<BackstageClient> {
    if (token) return new BackstageClient(baseUrl, token);
    const guest = await new BackstageClient(baseUrl, '').get(
      '/api/auth/guest/refresh',
      z.object({ backstageIdentity: z.object({ token: z.string() }) }),
    );
    return new BackstageClient(baseUrl, guest.backstageIdentity.token);
  }

  /** Waits until the catalog has the template. */
  async template(ref: string): Promise<Record<string, unknown>> {
    const path = `/api/catalog/entities/by-name/${refPath(
      parseEntityRef(ref),
    )}`;
    const start = Date.now();
    for (;;) {
      const response = await this.send('GET', path);
      if (response.status !== 404) {
        return this.read(response, z.record(z.string(), z.unknown()));
      }
      if (Date.now() - start > CATALOG_LIMIT_MS) {
        throw new Failure(
          exitCodes.input,
          `The catalog has no ${ref}. Check the field template of the file.`,
        );
      }
      await sleep(500);
    }
  }

  async startTask({ template, values }: Values): Promise<string> {
    const body = { templateRef: template, values, secrets: {} };
    const response = await this.send('POST', '/api/scaffolder/v2/tasks', body);
    return (await this.read(response, z.object({ id: z.string() }))).id;
  }

  task(id: string): Promise<Task> {
    return this.get(`/api/scaffolder/v2/tasks/${id}`, taskSchema);
  }

  /** Events after the given one; waits for the next when there is none. */
  events(id: string, after: number): Promise<TaskEvent[]> {
    return this.get(
      `/api/scaffolder/v2/tasks/${id}/events?after=${after}`,
      z.array(eventSchema),
    );
  }

  async cancel(id: string): Promise<void> {
    const path = `/api/scaffolder/v2/tasks/${id}/cancel`;
    await this.read(await this.send('POST', path), z.unknown());
  }

  async dryRun(
    template: Record<string, unknown>,
    values: Values['values'],
  ): Promise<DryRun> {
    const body = { template, values, secrets: {}, directoryContents: [] };
    const path = '/api/scaffolder/v2/dry-run';
    return this.read(await this.send('POST', path, body), dryRunSchema);
  }

  /** The binding of a cluster in the catalog, read live. */
  binding(entityRef: string): Promise<BindingReport> {
    const { namespace, kind, name } = parseEntityRef(entityRef);
    return this.get(
      `/api/humanitec-eks/v1/entity/${namespace}/${kind}/${name}/binding`,
      z.custom<BindingReport>(),
    );
  }

  private async get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return this.read(await this.send('GET', path), schema);
  }

  private async send(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Response> {
    try {
      return await fetch(this.baseUrl + path, {
        method,
        headers: {
          'content-type': 'application/json',
          ...(this.token && { authorization: `Bearer ${this.token}` }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    } catch {
      throw new Failure(
        exitCodes.connection,
        `No Backstage answers at ${this.baseUrl}. Start it with npm start, or set BACKSTAGE_BASE_URL.`,
      );
    }
  }

  private async read<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
    const body: unknown = await response.json().catch(() => undefined);
    if (response.ok) return schema.parse(body);
    const { errors, error } = errorsSchema.safeParse(body).data ?? {};
    const reasons = errors?.map(({ property = '', message }) =>
      [property.replace(/^instance\.?/, ''), message]
        .filter(Boolean)
        .join(': '),
    );
    const reason = reasons?.join('\n') ?? error?.message ?? 'no reason given';
    switch (response.status) {
      case 400:
        throw new Failure(exitCodes.input, reason);
      case 401:
        throw new Failure(
          exitCodes.connection,
          `Backstage refuses the sign-in (401: ${reason}). Set BACKSTAGE_TOKEN to a valid token.`,
        );
      default:
        throw new Failure(
          exitCodes.connection,
          `Backstage answers ${response.status}: ${reason}`,
        );
    }
  }
}

function refPath({ kind, namespace, name }: CompoundEntityRef): string {
  return [kind.toLowerCase(), namespace, name].join('/');
}
