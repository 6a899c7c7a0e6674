// @ts-check
/** better-sqlite3, the one compiled package: was it compiled for the Node that was chosen? */
import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from '../paths.mjs';
import { headersVersion } from './node.mjs';

const build = inRoot('node_modules/better-sqlite3/build');

/**
 * Loading it is no test: one that was built with wrong headers loads and aborts later.
 * @param {string} nodeVersion
 * @returns {'missing' | 'other Node' | 'good'}
 */
export function addonState(nodeVersion) {
  if (!fs.existsSync(path.join(build, 'Release', 'better_sqlite3.node'))) {
    return 'missing';
  }
  const settings = path.join(build, 'config.gypi');
  const directory = fs.existsSync(settings)
    ? nodeDirectory(fs.readFileSync(settings, 'utf8'))
    : undefined;
  return directory && headersVersion(directory) === nodeVersion
    ? 'good'
    : 'other Node';
}

/** @param {string} configGypi what node-gyp wrote @returns {string | undefined} its nodedir */
export function nodeDirectory(configGypi) {
  return /"nodedir": "([^"]+)"/.exec(configGypi)?.[1];
}
