import type { BackstageClient, Entity } from './backstageClient';
import { withCheckedValues } from './checkedValues';
import { exitCodes } from './failure';
import type { Outcome } from './report';
import { TaskLog } from './taskLog';
import type { ValuesFile } from './valuesFile';
import { writeFiles } from './writeFiles';

/** Tells the plan and writes the rendered files; changes nothing. */
export async function dryRun(
  client: BackstageClient,
  file: ValuesFile,
  template: Entity,
  out: string | undefined,
  print: (line: string) => void,
): Promise<Outcome> {
  const result = await withCheckedValues(file, template, () =>
    client.dryRun(template, file.values),
  );
  const log = new TaskLog(result.steps, print);
  // A dry-run comes back whole, and its events carry no times.
  for (const { body } of result.log) log.add(body);
  const files = result.directoryContents.map(({ path }) => path);
  if (out !== undefined) {
    await writeFiles(out, result.directoryContents);
    print(`Wrote to ${out}:`);
    for (const path of files) print(`  ${path}`);
  }
  return {
    exitCode: exitCodes.ok,
    report: { status: 'dry-run', steps: log.stepResults(), files },
  };
}
