// @ts-check
/** The runbook as people do it by hand: bench/runbook.sh, with the files that they have written before. */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { inRoot } from '../paths.mjs';
import { run } from '../stack/processes.mjs';
import { withSandbox } from '../stack/environment.mjs';
import { round } from './times.mjs';

/** Backstage's role in the account, which the person acts as. */
const ROLE = 'backstage-humanitec-eks';

/**
 * @param {object} options
 * @param {import('./backstage.mjs').Backstage} options.backstage
 * @param {import('../setup/setup.mjs').Toolchain} options.toolchain
 * @param {string} options.sandboxUrl
 * @param {any} options.template the entity
 * @param {Record<string, any>} options.values of the form
 * @param {string} options.folder empty, for what the runbook needs
 */
export async function runRunbook({
  backstage,
  toolchain: { node, env },
  sandboxUrl,
  template,
  values,
  folder,
}) {
  if (!has('kubectl') || !has('curl') || !has('openssl') || !has('bash')) {
    throw new Error('The runbook needs bash, curl, kubectl and openssl.');
  }
  const mark = await writeFiles({ backstage, template, values, folder });
  const sandboxEnv = withSandbox(env, sandboxUrl);
  /** @type {{ name: string, at: number }[]} */
  const steps = [];
  let way = '';
  const { code, output } = await run({
    name: 'runbook',
    file: 'bash',
    args: [inRoot('bench/runbook.sh')],
    env: {
      ...sandboxEnv,
      ...session(node.executable, sandboxEnv, values.awsAccountId),
      NODE: node.executable,
      RUNBOOK_FILES: folder,
      ORGANIZATION: values.organization,
      AWS_ACCOUNT_ID: values.awsAccountId,
      AWS_REGION: values.region,
      AWS_DEFAULT_REGION: values.region,
      CLUSTER_NAME: values.clusterName,
      SUBNET_IDS: JSON.stringify(values.subnetIds),
      OWNER: values.owner,
      BINDING_MARK: mark,
    },
    log: inRoot('.toolchain/logs/bench-runbook.log'),
    onLine(line) {
      const [first, ...rest] = line.split(' ');
      if (first === 'way') way = WAYS[rest.join(' ')] ?? '';
      else if (/^\d+$/.test(first)) {
        steps.push({ name: rest.join(' '), at: Number(first) / 1e9 });
      }
    },
  });
  if (code !== 0) throw new Error(`The runbook failed: ${output.join('\n')}`);
  return {
    seconds: round(steps[steps.length - 1].at),
    way,
    steps: steps.slice(0, -1).map(({ name, at }, index) => ({
      id: name,
      seconds: round(steps[index + 1].at - at),
    })),
  };
}

/** How AWS was called. @type {Record<string, string>} */
const WAYS = {
  'aws cli': 'the AWS CLI',
  'aws node': 'a Node process a call of AWS',
};

/** @param {string} command */
function has(command) {
  return !spawnSync('which', [command]).status;
}

/**
 * What a dry-run of the template renders; the manifests of Humanitec as bodies of calls.
 *
 * @param {Pick<Parameters<typeof runRunbook>[0], 'backstage' | 'template' | 'values' | 'folder'>} options
 * @returns {Promise<string>} the mark of the binding, as the files have it
 */
async function writeFiles({ backstage, template, values, folder }) {
  const { directoryContents } = await backstage.postJson(
    '/api/scaffolder/v2/dry-run',
    { template, values, secrets: {}, directoryContents: [] },
  );
  // Not there before set-up.
  const { parse } = await import('yaml');
  let mark = '';
  for (const { path: name, base64Content } of directoryContents) {
    const text = Buffer.from(base64Content, 'base64').toString();
    mark ||= /humanitec-eks\/binding: (\S+)/.exec(text)?.[1] ?? '';
    if (name.startsWith('kubernetes/')) await write(folder, name, text);
    if (name.startsWith('humanitec/') && name.endsWith('.yaml')) {
      const { metadata, entity } = parse(text);
      await write(
        folder,
        name.replace(/yaml$/, 'json'),
        JSON.stringify({ id: metadata.id, ...entity }),
      );
    }
  }
  return mark;
}

/** @param {string} folder @param {string} name @param {string} text */
async function write(folder, name, text) {
  const file = path.join(folder, name);
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(file, text);
}

/**
 * Signs in to the account, before the clock runs.
 *
 * @param {string} node the executable
 * @param {NodeJS.ProcessEnv} env
 * @param {string} accountId
 */
function session(node, env, accountId) {
  const answer = execFileSync(
    node,
    [
      inRoot('scripts/bench/awsCall.mjs'),
      'sts',
      'assume-role',
      JSON.stringify({
        RoleArn: `arn:aws:iam::${accountId}:role/${ROLE}`,
        RoleSessionName: 'runbook',
      }),
    ],
    { env, encoding: 'utf8' },
  );
  const { Credentials } = JSON.parse(answer);
  return {
    AWS_ACCESS_KEY_ID: Credentials.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: Credentials.SecretAccessKey,
    AWS_SESSION_TOKEN: Credentials.SessionToken,
  };
}
