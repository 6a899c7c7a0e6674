// @ts-check
/** The commands of package.json: start, test, sandbox, onboard, docs, bench. Runs on any Node from 20. */
import { bench } from './commands/bench.mjs';
import { docs } from './commands/docs.mjs';
import { onboard } from './commands/onboard.mjs';
import { sandbox } from './commands/sandbox.mjs';
import { start } from './commands/start.mjs';
import { test } from './commands/test.mjs';
import { stopAll } from './stack/processes.mjs';
import { Problem, say } from './terminal.mjs';

/** @type {Record<string, { about: string, run(args: string[]): Promise<number> }>} */
const commands = {
  start: { about: 'set up and run Backstage with the sandbox', run: start },
  test: { about: 'set up and run every check and test', run: test },
  sandbox: { about: 'set up and run the sandbox alone', run: sandbox },
  onboard: { about: 'onboard a cluster from a file', run: onboard },
  docs: { about: 'write the reference of actions and templates', run: docs },
  bench: { about: 'measure how fast the plugins are', run: bench },
};

const usage = `Usage: npm start | npm test | npm run sandbox | npm run onboard | npm run docs | npm run bench  [-- flags]

${Object.entries(commands)
  .map(([name, { about }]) => `  ${name.padEnd(9)} ${about}`)
  .join('\n')}

Each explains its flags: npm start -- --help`;

/** Exit codes of a process that a signal ended: 128 + the signal's number. */
const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

for (const [signal, exitCode] of Object.entries(signals)) {
  process.on(signal, () => stopAndExit(exitCode));
}

// npm hands a signal to the shell between us, which ends and tells us nothing.
const { ppid } = process;
if (process.env.npm_lifecycle_event) {
  setInterval(() => {
    if (process.ppid !== ppid && !stopping) {
      stopAndExit(signals.SIGTERM);
    }
  }, 500).unref();
}

let stopping = false;

/** Lets the processes end in order, or at the second signal ends them at once. */
async function stopAndExit(/** @type {number} */ exitCode) {
  if (!stopping) {
    stopping = true;
    say('\nStopping …');
    await stopAll();
  }
  process.exit(exitCode);
}

const [name = '--help', ...args] = process.argv.slice(2);
if (name === '--help' || name === '-h') {
  say(usage);
} else if (!Object.hasOwn(commands, name)) {
  say(`There is no command ${name}.\n\n${usage}`);
  process.exitCode = 1;
} else {
  try {
    process.exitCode = await commands[name].run(args);
  } catch (error) {
    // While stopping, that a process has ended is no news.
    if (!stopping) {
      say(
        error instanceof Problem ? `\n${error.message}` : String(error?.stack),
      );
      process.exitCode = 1;
    }
  }
  await stopAll();
}
