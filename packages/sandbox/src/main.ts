// The command line: starts a sandbox and says how to use it.
import { parseArgs } from 'node:util';
import { seededIdentities } from './aws/seed';
import { Sandbox, startSandbox } from './sandbox';
import { defaultTimings, scaled } from './timings';

const defaultPort = 7600;

const usage = `Stands in for AWS, Humanitec and Kubernetes on this machine.

Usage: sandbox [options]

  --port NUMBER    where to listen on 127.0.0.1 (default ${defaultPort}, 0 takes a free one)
  --speed FACTOR   how much faster everything is than by default (default 1)
  --verbose        one line a call on standard error
  --help           this text

With CONTRACTS_DIR in the environment, a folder of the vendors' published models,
everything that goes over the wire is held against them: see /_sandbox/violations.
`;

main().catch((error: NodeJS.ErrnoException) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
});

async function main() {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(usage);
    return;
  }
  const sandbox = await startSandbox({
    port: options.port,
    timings: scaled(defaultTimings, 1 / options.speed),
  });
  if (options.verbose) logCalls(sandbox);
  process.stdout.write(directions(sandbox));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      sandbox.close().then(
        () => process.exit(0),
        error => {
          process.stderr.write(`${explain(error)}\n`);
          process.exit(1);
        },
      );
    });
  }
}

/** One line a call: when, what, by whom, and how it ended. */
function logCalls({ world }: Sandbox) {
  world.calls.onAnswered(call => {
    const { at, system, operation, status, principal, resource, fault } = call;
    const line = [at, system, status, operation, resource, principal, fault];
    process.stderr.write(`${line.filter(Boolean).join(' ')}\n`);
  });
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: String(defaultPort) },
      speed: { type: 'string', default: '1' },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65535) {
    throw new Error(
      `--port must be a number from 0 to 65535, got ${values.port}`,
    );
  }
  const speed = Number(values.speed);
  if (!(speed > 0)) {
    throw new Error(`--speed must be a number above 0, got ${values.speed}`);
  }
  return { port, speed, verbose: values.verbose, help: values.help };
}

function explain(error: NodeJS.ErrnoException & { port?: number }): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${error.port} of 127.0.0.1 is in use: stop what listens there, or choose another with --port.`;
    case 'EACCES':
      return `Port ${error.port} is not allowed: choose one above 1023 with --port.`;
    default:
      return error.message;
  }
}

function directions({ url, awsUrl, humanitecUrl }: Sandbox): string {
  const { backstage, platform } = seededIdentities;
  const [accountId] = platform.accountIds;
  const role = `arn:aws:iam::${accountId}:role/${platform.roleName}`;
  return `Sandbox on ${url} (AWS under /aws, Humanitec under /humanitec, controls under /_sandbox)

For aws and kubectl:
  export AWS_ENDPOINT_URL=${awsUrl}
  export AWS_ACCESS_KEY_ID=${backstage.accessKeyId}
  export AWS_SECRET_ACCESS_KEY=${backstage.secretAccessKey}
  export AWS_REGION=eu-central-1 AWS_DEFAULT_REGION=eu-central-1

To act in the platform account ${accountId}, for an hour:
  export $(printf 'AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s AWS_SESSION_TOKEN=%s' $(aws sts assume-role --role-arn ${role} --role-session-name me --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text))
  aws eks list-clusters

Then, once a cluster is ACTIVE:
  aws eks update-kubeconfig --name CLUSTER --kubeconfig sandbox.kubeconfig
  kubectl --kubeconfig sandbox.kubeconfig get namespaces

Humanitec: ${humanitecUrl}, organization platform-org, token sandbox-humanitec-token
`;
}
