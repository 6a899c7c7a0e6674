// @ts-check
/** npm start: Backstage and the sandbox, until Ctrl-C. */
import { stripVTControlCharacters } from 'node:util';
import { portSettings, readFlags, readPorts } from '../flags.mjs';
import { setUp } from '../setup/setup.mjs';
import { readClusters } from '../stack/fillSandbox.mjs';
import { requireFree } from '../stack/ports.mjs';
import { startStack } from '../stack/stack.mjs';
import { duration, say } from '../terminal.mjs';

const usage = `Usage: npm start [-- flags]

Sets up what is missing, then runs Backstage (app and backend) and the sandbox
that stands in for AWS, Humanitec and Kubernetes. Ctrl-C ends all of them.

  --app-port PORT      Backstage in the browser   (or APP_PORT;     usually 3000)
  --backend-port PORT  Backstage's backend        (or BACKEND_PORT; usually 7007)
  --sandbox-port PORT  the sandbox                (or SANDBOX_PORT; usually 7600)
  --speed FACTOR       the sandbox's clusters get ready so many times faster
  --clusters NUMBER    the sandbox holds so many bound clusters from the start
  --no-sandbox         use the real systems: set HUMANITEC_TOKEN,
                       HUMANITEC_API_BASE_URL and AWS credentials, and write
                       your accounts and organizations into app-config.local.yaml
  --watch              restart the backend when its code changes
  --verbose            show all output, also of the start and of each request;
                       it is in .toolchain/logs/start-*.log in any case
  --help               print this`;

/** @param {string[]} args @returns {Promise<number>} exit code */
export async function start(args) {
  const { values } = readFlags({
    args,
    options: {
      [portSettings.app.flag]: { type: 'string' },
      [portSettings.backend.flag]: { type: 'string' },
      [portSettings.sandbox.flag]: { type: 'string' },
      speed: { type: 'string' },
      clusters: { type: 'string' },
      'no-sandbox': { type: 'boolean' },
      watch: { type: 'boolean' },
      verbose: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    say(usage);
    return 0;
  }
  const ports = readPorts(values);
  const withSandbox = !values['no-sandbox'];
  const { app, backend, sandbox } = ports;
  await requireFree({ app, backend, ...(withSandbox && { sandbox }) });
  const toolchain = await setUp();

  say(
    `Starting Backstage${
      withSandbox ? ' and the sandbox' : ''
    } (about half a minute)`,
  );
  const started = Date.now();
  let show = Boolean(values.verbose);
  const stack = await startStack(toolchain, {
    ports,
    sandbox: withSandbox ? 'start' : 'none',
    clusters: readClusters(values.clusters),
    sandboxFlags: values.speed ? ['--speed', `${values.speed}`] : [],
    watch: Boolean(values.watch),
    logName: 'start',
    onLine: line => {
      if (show && (values.verbose || !isRequest(line))) {
        process.stdout.write(`${line}\n`);
      }
    },
  });
  show = true;
  say(`
Ready after ${duration(Date.now() - started)}.

  Backstage          ${stack.urls.app}
  Onboard a cluster  ${stack.urls.app}/create${
    withSandbox
      ? `\n  Sandbox            ${stack.urls.sandbox}/_sandbox/world`
      : ''
  }

Ctrl-C ends it.
`);
  return stack.failed;
}

/** Backstage logs every request that it answers. @param {string} line */
function isRequest(line) {
  return /type="incomingRequest"/.test(stripVTControlCharacters(line));
}
