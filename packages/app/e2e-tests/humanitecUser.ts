/** Somebody who changes things in the Humanitec organization by hand. */
import { addresses } from './sandbox';

/** Humanitec refuses the agent from now on. */
export async function revokeAgentKeys(agent: string): Promise<void> {
  const keys = await call('GET', `/agents/${agent}/keys`);
  for (const { fingerprint } of keys) {
    await call('DELETE', `/agents/${agent}/keys/${fingerprint}`);
  }
}

/** No deployment matches the definition from now on. */
export async function deleteCriteria(definition: string): Promise<void> {
  const path = `/resources/defs/${definition}`;
  const { criteria } = await call('GET', path);
  for (const { id } of criteria) {
    await call('DELETE', `${path}/criteria/${id}?force=true`);
  }
}

async function call(method: string, path: string) {
  const response = await fetch(
    `${addresses.humanitec}/orgs/platform-org${path}`,
    { method, headers: { authorization: 'Bearer sandbox-humanitec-token' } },
  );
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
  return text ? JSON.parse(text) : undefined;
}
