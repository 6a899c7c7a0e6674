// @ts-check
/**
 * One call of AWS, as a command: for bench/runbook.sh where no AWS CLI is that
 * knows access entries and Auto Mode.
 *
 *   node awsCall.mjs SERVICE OPERATION JSON     node awsCall.mjs eks create-cluster '{"name": …}'
 *
 * As with the CLI, `eks update-kubeconfig` prints how kubectl gets in, and
 * `eks get-token` signs a token for it.
 */
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { fileURLToPath } from 'node:url';

const [service = '', operation = '', json = '{}'] = process.argv.slice(2);
const input = JSON.parse(json);
const region = process.env.AWS_REGION ?? '';

if (operation === 'get-token') print(await token(input.name));
else if (operation === 'update-kubeconfig') print(await kubeconfig(input.name));
else print(await call(service, operation, input));

/** @param {string} name @param {string} command @param {object} what */
async function call(name, command, what) {
  const sdk = await import(`@aws-sdk/client-${name}`);
  const client = new sdk[`${name.toUpperCase()}Client`]({ region });
  const pascal = command
    .split('-')
    .map(word => word[0].toUpperCase() + word.slice(1))
    .join('');
  return client.send(new sdk[`${pascal}Command`](what));
}

/** @param {string} cluster */
async function kubeconfig(cluster) {
  const { endpoint, certificateAuthority } = (
    await call('eks', 'describe-cluster', { name: cluster })
  ).cluster;
  const exec = {
    apiVersion: 'client.authentication.k8s.io/v1beta1',
    command: process.execPath,
    args: [
      fileURLToPath(import.meta.url),
      'eks',
      'get-token',
      JSON.stringify({ name: cluster }),
    ],
    interactiveMode: 'Never',
  };
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: cluster,
        cluster: {
          server: endpoint,
          'certificate-authority-data': certificateAuthority.data,
        },
      },
    ],
    users: [{ name: cluster, user: { exec } }],
    contexts: [{ name: cluster, context: { cluster, user: cluster } }],
    'current-context': cluster,
  };
}

/** @param {string} cluster */
async function token(cluster) {
  const hostname = `sts.${region}.amazonaws.com`;
  const { query = {} } = await new SignatureV4({
    service: 'sts',
    region,
    credentials: {
      accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? '',
      sessionToken: process.env.AWS_SESSION_TOKEN,
    },
    sha256: Sha256,
  }).presign(
    {
      method: 'GET',
      protocol: 'https:',
      hostname,
      path: '/',
      query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
      headers: { host: hostname, 'x-k8s-aws-id': cluster },
    },
    { expiresIn: 60 },
  );
  const url = `https://${hostname}/?${new URLSearchParams(
    Object.entries(query).map(([name, value]) => [name, String(value)]),
  )}`;
  return {
    apiVersion: 'client.authentication.k8s.io/v1beta1',
    kind: 'ExecCredential',
    status: { token: `k8s-aws-v1.${Buffer.from(url).toString('base64url')}` },
  };
}

/** @param {object} answer */
function print(answer) {
  process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
}
