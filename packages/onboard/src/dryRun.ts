import type { BackstageClient } from './backstageClient';
import { TaskLog } from './taskLog';
import type { Values } from './valuesFile';
import { writeFiles } from './writeFiles';

/** Tells the plan and writes the rendered files; changes nothing. */
export async function dryRun(
  client: BackstageClient,
  { template, values }: Values,
  out: string | undefined,
  print: (line: string) => void,
) {
  const result = await client.dryRun(await client.template(template), values);
  const log = new TaskLog(result.steps, print);
  // A dry-run comes back at once and whole: its events carry no times.
  for (const { body } of result.log) log.add(body, 0);
  const files = result.directoryContents.map(({ path }) => path);
  if (out !== undefined) {
    await writeFiles(out, result.directoryContents);
    print(`Wrote to ${out}: ${files.join(', ')}`);
  }
  return { status: 'dry-run', steps: log.stepResults(), files };
}
