/** The calls of Backstage's REST API that onboarding needs. */
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { exitCodes, Failure, Problem, Refused, WrongValues } from './failure';
import {
  Binding,
  bindingSchema,
  createdSchema,
  DryRun,
  dryRunSchema,
  entitySchema,
  eventsSchema,
  Task,
  TaskEvent,
  taskSchema,
  templateNamesSchema,
  wrongValuesSchema,
} from './scaffolderAnswers';
import type { Session } from './session';

/** How long a backend that has just started may take to load its templates. */
const EMPTY_CATALOG_LIMIT_MS = 60_000;
/** And how long one of them may come after the others. */
const MISSING_TEMPLATE_LIMIT_MS = 10_000;

export type Entity = Record<string, unknown>;
type Values = Record<string, unknown>;

export class BackstageClient {
  constructor(private readonly session: Session) {}

  /** Waits until the catalog has the template. */
  async template(ref: string, print: (line: string) => void): Promise<Entity> {
    const start = Date.now();
    for (let tries = 0; ; tries += 1) {
      const found = await this.entity(ref);
      if (found) return found;
      const others = await this.templateRefs();
      const limit =
        others.length > 0 ? MISSING_TEMPLATE_LIMIT_MS : EMPTY_CATALOG_LIMIT_MS;
      if (Date.now() - start > limit) {
        const known = others.join(', ') || 'no template at all';
        throw new Failure(
          exitCodes.input,
          `The catalog has no ${ref}. It has ${known}.`,
        );
      }
      if (tries === 0) print(`Waiting for the catalog to load ${ref} …`);
      await sleep(500);
    }
  }

  /** @throws WrongValues */
  async startTask(template: string, values: Values): Promise<string> {
    const body = { templateRef: template, values, secrets: {} };
    const path = '/api/scaffolder/v2/tasks';
    return (await this.postValues(path, body, createdSchema)).id;
  }

  /** @throws WrongValues */
  dryRun(template: Entity, values: Values): Promise<DryRun> {
    const body = { template, values, secrets: {}, directoryContents: [] };
    return this.postValues('/api/scaffolder/v2/dry-run', body, dryRunSchema);
  }

  task(id: string): Promise<Task> {
    return this.session.get(`/api/scaffolder/v2/tasks/${id}`, taskSchema);
  }

  /** Events after the given one; with none there, waits up to half a minute for the next. */
  events(id: string, after: number): Promise<TaskEvent[]> {
    const path = `/api/scaffolder/v2/tasks/${id}/events?after=${after}`;
    return this.session.get(path, eventsSchema);
  }

  async cancel(id: string): Promise<void> {
    const path = `/api/scaffolder/v2/tasks/${id}/cancel`;
    await this.session.post(path, {}, z.unknown());
  }

  /** The binding of a cluster in the catalog, read live. */
  binding(entityRef: string): Promise<Binding> {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    const entity = urlPath(namespace, kind.toLowerCase(), name);
    const path = `/api/humanitec-eks/v1/entity/${entity}/binding?fresh=true`;
    return this.session.get(path, bindingSchema);
  }

  private async entity(ref: string): Promise<Entity | undefined> {
    const path = `/api/catalog/entities/by-name/${refPath(ref)}`;
    return this.session.get(path, entitySchema).catch(error => {
      if (error instanceof Refused && error.status === 404) return undefined;
      throw error;
    });
  }

  private async templateRefs(): Promise<string[]> {
    const { items } = await this.session.get(
      '/api/catalog/entities/by-query?filter=kind=template&limit=20&fields=metadata',
      templateNamesSchema,
    );
    return items.map(({ metadata }) =>
      stringifyEntityRef({ kind: 'template', ...metadata }),
    );
  }

  private async postValues<T>(
    path: string,
    body: object,
    schema: z.ZodType<T>,
  ): Promise<T> {
    try {
      return await this.session.post(path, body, schema);
    } catch (error) {
      const problems = error instanceof Refused && problemsOf(error.body);
      throw problems ? new WrongValues(problems) : error;
    }
  }
}

function refPath(ref: string): string {
  const { kind, namespace, name } = parseEntityRef(ref);
  return urlPath(kind.toLowerCase(), namespace, name);
}

function urlPath(...segments: string[]): string {
  return segments.map(encodeURIComponent).join('/');
}

/** A field that is missing is named in the rule, not in the path. */
function problemsOf(body: unknown): Problem[] | undefined {
  return wrongValuesSchema
    .safeParse(body)
    .data?.errors.map(({ path, message, name, argument }) =>
      name === 'required'
        ? { field: ['values', ...path, String(argument)], reason: 'is missing' }
        : { field: ['values', ...path], reason: message },
    );
}
