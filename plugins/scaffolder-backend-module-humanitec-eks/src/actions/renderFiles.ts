import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import type { RenderedFile } from 'backstage-plugin-humanitec-eks-node';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Leaves what a part would apply in the workspace, where the template editor shows it. */
export async function renderFiles(
  workspacePath: string,
  files: RenderedFile[],
): Promise<void> {
  for (const { path, content } of files) {
    const target = resolveSafeChildPath(workspacePath, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
  }
}
