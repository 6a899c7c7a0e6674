// @ts-check
/** Where things are: the repository, and the ignored folder for all that set-up makes. */
import { fileURLToPath } from 'node:url';
import path from 'node:path';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const toolchain = path.join(root, '.toolchain');
export const logs = path.join(toolchain, 'logs');

/** @param {string[]} parts */
export const inRoot = (...parts) => path.join(root, ...parts);
