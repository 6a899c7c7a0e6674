// @ts-check
/** What compiling better-sqlite3 needs on the machine. */
import fs from 'node:fs';
import path from 'node:path';
import { Problem } from '../terminal.mjs';

/** Debian's package of each tool. @type {Record<string, string>} */
const tools = { python3: 'python3', make: 'make', 'g++': 'g++' };

/** @param {string | undefined} searchPath @throws {Problem} when a tool is missing */
export function requireCompiler(searchPath) {
  const missing = Object.keys(tools).filter(
    tool => !findExecutable(tool, searchPath),
  );
  if (missing.length) {
    throw new Problem(
      `The database driver better-sqlite3 has to be compiled, and this machine lacks ${missing.join(
        ', ',
      )}.
Debian, Ubuntu: apt-get install ${missing.map(tool => tools[tool]).join(' ')}
macOS: xcode-select --install`,
    );
  }
}

/**
 * @param {string} name
 * @param {string} [searchPath] as the variable PATH
 * @returns {string | undefined} where it is
 */
export function findExecutable(name, searchPath = process.env.PATH) {
  return (searchPath ?? '')
    .split(path.delimiter)
    .map(directory => path.join(directory, name))
    .find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false; // not there, or not for us
  }
}
