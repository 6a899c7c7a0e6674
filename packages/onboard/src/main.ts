/** npm run onboard: the onboarding template without a browser. */
import { help, parseArguments } from './arguments';
import { BackstageClient } from './backstageClient';
import { dryRun } from './dryRun';
import { exitCodes, Failure } from './failure';
import { onboard, OnboardResult } from './onboard';
import { readValuesFile } from './valuesFile';

const DEFAULT_BASE_URL = 'http://localhost:7007';

async function main(args: string[]): Promise<number> {
  const options = parseArguments(args);
  if (!options) {
    process.stdout.write(help);
    return exitCodes.ok;
  }
  const { json } = options;
  const print = (line: string) =>
    (json ? process.stderr : process.stdout).write(`${line}\n`);
  const report = (result: object) => {
    if (json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  };
  try {
    const values = await readValuesFile(options.file);
    const client = await BackstageClient.signIn(
      process.env.BACKSTAGE_BASE_URL ?? DEFAULT_BASE_URL,
      process.env.BACKSTAGE_TOKEN,
    );
    if (options.dryRun) {
      report(await dryRun(client, values, options.out, print));
      return exitCodes.ok;
    }
    const interrupted = onInterrupt();
    const result = await onboard(client, values, interrupted, print);
    report(result);
    if (interrupted.aborted) return exitCodes.interrupted;
    return isComplete(result) ? exitCodes.ok : exitCodes.failed;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    process.stderr.write(`${error.message}\n`);
    report({ status: 'failed', steps: [], error: error.message });
    return error.exitCode;
  }
}

/** The first Ctrl-C cancels the task, the second one leaves at once. */
function onInterrupt(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(exitCodes.interrupted);
      controller.abort();
    });
  }
  return controller.signal;
}

function isComplete({ status, binding }: OnboardResult): boolean {
  return (
    status === 'completed' &&
    binding !== undefined &&
    binding.parts.every(part => part.status === 'inSync')
  );
}

main(process.argv.slice(2)).then(
  code => {
    process.exitCode = code;
  },
  error => {
    const expected = error instanceof Failure;
    process.stderr.write(`${expected ? error.message : error.stack}\n`);
    process.exitCode = expected ? error.exitCode : exitCodes.failed;
  },
);
