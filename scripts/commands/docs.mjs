// @ts-check
/** npm run docs: writes docs/reference/actions from the actions themselves, with the calls that their examples make, docs/reference/templates from the templates, and the files that pages show. */
import { readFlags } from '../flags.mjs';
import { say } from '../terminal.mjs';
import { test } from './test.mjs';

const usage = `Usage: npm run docs

Runs every example of every action against the sandbox and writes the pages in
docs/reference/actions, those in docs/reference/templates from the templates,
and the files that other pages show. npm test fails when they are not up to date.`;

/** @param {string[]} args @returns {Promise<number>} exit code */
export async function docs(args) {
  const { values } = readFlags({
    args,
    options: { help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    say(usage);
    return 0;
  }
  process.env.WRITE_DOCS = '1';
  return test(['--only', 'jest', 'packages/backend/src/reference']);
}
