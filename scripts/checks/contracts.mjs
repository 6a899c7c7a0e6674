// @ts-check
/** What the vendors publish about their APIs: with it, sandboxes judge all that goes over the wire. */
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';

/** @param {NodeJS.ProcessEnv} [env] @returns {string} the folder, whether it is there or not */
export function contractsFolder({ CONTRACTS_DIR } = process.env) {
  return path.resolve(
    CONTRACTS_DIR || path.join(root, '..', 'shared', 'contracts'),
  );
}

/**
 * The environment in which every sandbox judges, if the folder is there.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function withContracts(env) {
  const folder = contractsFolder(env);
  const rest = { ...env };
  delete rest.CONTRACTS_DIR;
  return fs.existsSync(folder) ? { ...rest, CONTRACTS_DIR: folder } : rest;
}

/** Tests of the judge itself, which are nothing without the contracts. */
export const contractTests = /\.contract\.test\.tsx?$/;

/**
 * @param {NodeJS.ProcessEnv} env as withContracts made it
 * @returns {{ count: number, why: string }[]} what is skipped without the folder
 */
export function skippedWithout({ CONTRACTS_DIR }) {
  const why = `the judging of all that goes over the wire: there is no ${contractsFolder()}; set CONTRACTS_DIR`;
  return CONTRACTS_DIR ? [] : [{ count: 1, why }];
}

/**
 * What a sandbox in another process found.
 * @param {string} url of the sandbox
 * @returns {Promise<string[]>}
 */
export async function violationsOf(url) {
  const response = await fetch(`${url}/_sandbox/violations`);
  const { violations } = await response.json();
  return violations;
}

/**
 * A check may look good while what went over the wire is not as published.
 * @param {import('./check.mjs').Outcome} outcome
 * @param {string[]} violations
 * @returns {import('./check.mjs').Outcome}
 */
export function withViolations(outcome, violations) {
  return {
    ...outcome,
    failed: outcome.failed + violations.length,
    reasons: [...(outcome.reasons ?? []), ...violations],
  };
}
