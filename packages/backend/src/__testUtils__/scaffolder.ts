import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { InstalledAction, templateOf } from './actionTemplates';
import type { Stack } from './startStack';

const root = resolve(__dirname, '../../../..');

/** What a task said and how it ended. */
export interface TaskResult {
  status: string;
  log: string;
  steps: { id: string; status: string }[];
  output: Record<string, unknown>;
}

/** The worked example of the runbook, as `npm run onboard` reads it. */
export async function workedExample(): Promise<{
  template: string;
  values: Record<string, unknown>;
}> {
  return parse(
    await readFile(
      resolve(root, 'examples/onboarding/eks-automode-prod.yaml'),
      'utf8',
    ),
  );
}

/** Starts a task from a template in the catalog. */
export async function startTask(
  { api }: Pick<Stack, 'api'>,
  template: string,
  values: Record<string, unknown>,
): Promise<string> {
  await untilInCatalog({ api }, template);
  const created = await api
    .post('/api/scaffolder/v2/tasks')
    .send({ templateRef: template, values, secrets: {} });
  if (created.status !== 201) {
    throw new Error(`${created.status} ${JSON.stringify(created.body)}`);
  }
  return created.body.id;
}

/** Waits until the task has ended. */
export async function awaitTask(
  { api }: Pick<Stack, 'api'>,
  id: string,
): Promise<TaskResult> {
  for (;;) {
    const { body: task } = await api.get(`/api/scaffolder/v2/tasks/${id}`);
    if (['completed', 'failed', 'cancelled'].includes(task.status)) {
      const { body: events } = await api.get(
        `/api/scaffolder/v2/tasks/${id}/events`,
      );
      return taskResult(task.status, events);
    }
    await sleep(100);
  }
}

/** Runs a template to its end. */
export async function runTemplate(
  stack: Pick<Stack, 'api'>,
  template: string,
  values: Record<string, unknown>,
): Promise<TaskResult> {
  return awaitTask(stack, await startTask(stack, template, values));
}

/** Dry-runs a template of `examples/templates`. */
export async function dryRun(
  stack: Pick<Stack, 'api'>,
  name: string,
  values: Record<string, unknown>,
) {
  const template = parse(
    await readFile(
      resolve(root, `examples/templates/${name}/template.yaml`),
      'utf8',
    ),
  );
  return dryRunTemplate(stack, template, values);
}

/** Dry-runs a template that need not be in the catalog. */
export async function dryRunTemplate(
  { api }: Pick<Stack, 'api'>,
  template: unknown,
  values: Record<string, unknown>,
) {
  const response = await api
    .post('/api/scaffolder/v2/dry-run')
    .send({ template, values, secrets: {}, directoryContents: [] });
  return response;
}

/** Dry-runs a template of one step for an action. */
export async function dryRunAction(
  { api }: Pick<Stack, 'api'>,
  action: InstalledAction,
  values: Record<string, unknown>,
): Promise<{ status: number; log: string; files: string[]; error?: string }> {
  const { status, body } = await api.post('/api/scaffolder/v2/dry-run').send({
    template: templateOf(action),
    values,
    secrets: {},
    directoryContents: [],
  });
  const log: { body: { message: string } }[] = body.log ?? [];
  const files: { path: string }[] = body.directoryContents ?? [];
  return {
    status,
    log: log.map(line => line.body.message).join('\n'),
    files: files.map(({ path }) => path),
    error: body.error?.message,
  };
}

type Event = {
  type: string;
  body: { message: string; stepId?: string; status?: string; output?: never };
};

function taskResult(status: string, events: Event[]): TaskResult {
  const steps = new Map<string, string>();
  for (const { body } of events) {
    if (body.stepId && body.status) steps.set(body.stepId, body.status);
  }
  return {
    status,
    log: events.map(({ body }) => body.message).join('\n'),
    steps: [...steps].map(([id, state]) => ({ id, status: state })),
    output: events.find(({ type }) => type === 'completion')?.body.output ?? {},
  };
}

async function untilInCatalog({ api }: Pick<Stack, 'api'>, ref: string) {
  const [kind, rest] = ref.split(':');
  for (let tries = 0; tries < 100; tries += 1) {
    const { status } = await api.get(
      `/api/catalog/entities/by-name/${kind}/${rest}`,
    );
    if (status === 200) return;
    await sleep(200);
  }
  throw new Error(`${ref} did not appear in the catalog`);
}
