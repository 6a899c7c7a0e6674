import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { exitCodes, Failure } from './failure';
import type { DryRun } from './scaffolderAnswers';

/** Writes what a dry-run rendered, all of it or, where one would leave the folder, nothing. */
export async function writeFiles(
  folder: string,
  files: DryRun['directoryContents'],
): Promise<void> {
  const targets = files.map(({ path, base64Content }) => ({
    target: inside(folder, path),
    content: Buffer.from(base64Content, 'base64'),
  }));
  try {
    await mkdir(folder, { recursive: true });
    for (const { target, content } of targets) {
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Failure(
      exitCodes.input,
      `--out ${folder} cannot be written: ${error.message}`,
    );
  }
}

function inside(folder: string, path: string): string {
  const target = resolve(folder, path);
  const way = relative(folder, target);
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) {
    throw new Failure(exitCodes.failed, `${path} would leave ${folder}`);
  }
  return target;
}
