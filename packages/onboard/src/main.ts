/** npm run onboard: the onboarding template without a browser. */
import { resolve } from 'node:path';
import { help, parseArguments } from './arguments';
import { BackstageClient } from './backstageClient';
import { dryRun } from './dryRun';
import { exitCodes, Failure } from './failure';
import { onboard } from './onboard';
import type { Outcome, Report } from './report';
import { Session } from './session';
import { readValuesFile } from './valuesFile';

const DEFAULT_BASE_URL = 'http://localhost:7007';

const args = process.argv.slice(2);
const json = args.includes('--json');
const print = (line: string) =>
  (json ? process.stderr : process.stdout).write(`${line}\n`);

run().then(
  ({ exitCode, report }) => end(exitCode, report),
  error => {
    const expected = error instanceof Failure;
    process.stderr.write(`${expected ? error.message : error.stack}\n`);
    end(expected ? error.exitCode : exitCodes.failed, {
      status: 'failed',
      steps: [],
      ...(args.includes('--dry-run') && { files: [] }),
      error: error.message,
    });
  },
);

async function run(): Promise<Partial<Outcome>> {
  const options = parseArguments(args);
  if (!options) {
    process.stdout.write(help);
    return {};
  }
  const file = await readValuesFile(inCallersFolder(options.file));
  const session = await Session.signIn(
    process.env.BACKSTAGE_BASE_URL || DEFAULT_BASE_URL,
    process.env.BACKSTAGE_TOKEN,
  );
  const client = new BackstageClient(session);
  const template = await client.template(file.template, print);
  if (options.dryRun) {
    const out = options.out && inCallersFolder(options.out);
    return dryRun(client, file, template, out, print);
  }
  return onboard(client, file, template, interruption(), print);
}

function end(exitCode: number = exitCodes.ok, report?: Report) {
  if (json && report) {
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  }
  process.exitCode = exitCode;
}

/** Aborts at the first Ctrl-C; the second one leaves at once. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(exitCodes.interrupted);
      controller.abort();
    });
  }
  return controller.signal;
}

/** npm runs us in the root of the project, wherever it was called. */
function inCallersFolder(path: string): string {
  return resolve(process.env.INIT_CWD ?? '', path);
}
