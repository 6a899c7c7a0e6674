import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import type { DryRun } from './backstageClient';
import { exitCodes, Failure } from './failure';

/** Writes what a dry-run rendered; nothing outside the folder. */
export async function writeFiles(
  folder: string,
  files: DryRun['directoryContents'],
): Promise<void> {
  for (const { path, base64Content } of files) {
    const target = resolve(folder, path);
    if (relative(folder, target).startsWith('..')) {
      throw new Failure(exitCodes.failed, `${path} would leave ${folder}`);
    }
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, Buffer.from(base64Content, 'base64'));
  }
}
