// @ts-check
/**
 * What the frontend plugin adds to an app: `node scripts/bench/weight.mjs`
 * builds packages/app for production with it and without it, and weighs both.
 */
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { inRoot, toolchain } from '../paths.mjs';
import { setUp } from '../setup/setup.mjs';
import { withSandbox } from '../stack/environment.mjs';
import { run } from '../stack/processes.mjs';
import { cli } from '../stack/stack.mjs';
import { Problem } from '../terminal.mjs';

const plugin = 'backstage-plugin-humanitec-eks';
const source = inRoot('packages/app');

const { node, env } = await setUp();
const withPlugin = await build('with', text => text);
const without = await build('without', text =>
  text
    .split('\n')
    .filter(line => !line.includes(plugin))
    .join('\n')
    .replace(/ humanitecEksPlugin,/, ''),
);
const kinds = Object.keys(withPlugin).sort();
for (const kind of kinds) {
  process.stdout.write(
    `${kind.padEnd(24)} ${kilobytes(
      withPlugin[kind] - (without[kind] ?? 0),
    )}\n`,
  );
}

/**
 * @param {string} name
 * @param {(text: string) => string} change of the file that lists the plugins
 * @returns {Promise<Record<string, number>>} gzipped bytes
 */
async function build(name, change) {
  const folder = path.join(toolchain, 'weight', name);
  fs.rmSync(folder, { recursive: true, force: true });
  for (const part of ['src', 'public', 'package.json']) {
    fs.cpSync(path.join(source, part), path.join(folder, part), {
      recursive: true,
    });
  }
  const list = path.join(folder, 'src/App.tsx');
  fs.writeFileSync(list, change(fs.readFileSync(list, 'utf8')));
  const { code } = await run({
    name,
    file: node.executable,
    args: [cli, 'package', 'build'],
    env: { ...withSandbox(env, 'http://localhost'), NODE_ENV: 'production' },
    cwd: folder,
    log: path.join(folder, 'build.log'),
  });
  if (code !== 0) throw new Problem(`No build ${name}: see ${folder}.`);
  return weigh(path.join(folder, 'dist/static'));
}

/** @param {string} folder @returns {Record<string, number>} */
function weigh(folder) {
  const files = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.(js|css)$/.test(file))
    .map(file => ({
      kind: file.endsWith('.css')
        ? 'CSS'
        : /(^main|^module-|^vendor|^runtime)/.test(file)
        ? 'JavaScript at the start'
        : 'JavaScript later',
      bytes: gzipSync(fs.readFileSync(path.join(folder, file)), { level: 9 })
        .length,
    }));
  /** @type {Record<string, number>} */
  const sums = {};
  for (const { kind, bytes } of files) sums[kind] = (sums[kind] ?? 0) + bytes;
  return sums;
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
