import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { commandLine } from './flags';
import type { Program } from './operator';

const manifestSchema = z.strictObject({
  apiVersion: z.literal('entity.humanitec.io/v1b1'),
  kind: z.enum(['Account', 'Definition']),
  metadata: z.strictObject({ id: z.string() }),
  entity: z.record(z.string(), z.unknown()),
});

const criteriaSchema = z.array(z.record(z.string(), z.unknown())).default([]);

/** `humctl api` and `humctl apply`, signed in as administrator of the organization. */
export function humctlProgram(humanitecUrl: string): Program {
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${humanitecUrl}${path}`, {
      method,
      headers: {
        authorization: 'Bearer sandbox-humanitec-token',
        'content-type': 'application/json',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { ok: response.ok, text: await response.text() };
  };
  const need = async (...request: Parameters<typeof call>) => {
    const { ok, text } = await call(...request);
    if (!ok) throw new Error(text);
    return text;
  };

  /** Creates what is not there, else changes it; new rules are added, none is taken. */
  const apply = async (organization: string, text: string) => {
    const { kind, metadata, entity } = manifestSchema.parse(parse(text));
    const all = `/orgs/${organization}/resources/${
      kind === 'Account' ? 'accounts' : 'defs'
    }`;
    const one = `${all}/${metadata.id}`;
    const found = await call('GET', one);
    if (!found.ok) return need('POST', all, { id: metadata.id, ...entity });
    // Neither type nor driver can be patched (OpenAPI).
    const { type, driver_type: _driver, criteria, ...changes } = entity;
    if (type !== JSON.parse(found.text).type) throw new Error('another type');
    await need('PATCH', one, changes);
    const there = criteriaSchema.parse(JSON.parse(found.text).criteria);
    for (const rule of criteriaSchema.parse(criteria)) {
      const known = there.some(other =>
        Object.entries(rule).every(([key, value]) => other[key] === value),
      );
      if (!known) await need('POST', `${one}/criteria`, rule);
    }
    return found.text;
  };

  return async ({ args: [command, ...rest], stdin, cwd, env }) => {
    if (command === 'api') {
      const { words, flags } = commandLine(rest, { '-d': 'one' });
      const [method, path] = words;
      const [body] = flags('-d');
      const json = body === undefined ? undefined : JSON.parse(body);
      return `${await need(method.toUpperCase(), path, json)}\n`;
    }
    if (command === 'apply') {
      const { flag } = commandLine(rest, { '-f': 'one' });
      if (!env.HUMANITEC_ORG) throw new Error('HUMANITEC_ORG is not set');
      const file = flag('-f');
      const text =
        file === '-' ? stdin : await readFile(resolve(cwd, file), 'utf8');
      await apply(env.HUMANITEC_ORG, text);
      return '';
    }
    throw new Error(`no command ${command}`);
  };
}
