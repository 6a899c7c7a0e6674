// @ts-check
/** Asks a Backstage that is measured. */
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 3 * 60_000;

/**
 * As the guest of app-config.
 * @param {string} backend its address
 */
export async function signedIn(backend) {
  const { backstageIdentity } = await json(`${backend}/api/auth/guest/refresh`);
  const headers = { authorization: `Bearer ${backstageIdentity.token}` };
  return {
    /** @type {(path: string) => Promise<any>} */
    get: path => json(`${backend}${path}`, { headers }),
    /** @type {(path: string) => Promise<void>} */
    post: async path => {
      await answered(`${backend}${path}`, { method: 'POST', headers });
    },
    /** @type {(path: string, body: unknown) => Promise<any>} */
    postJson: async (path, body) =>
      json(`${backend}${path}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  };
}

/** @typedef {Awaited<ReturnType<typeof signedIn>>} Backstage */

/** The clusters that the catalog provider has found. @param {Backstage} backstage @returns {Promise<any[]>} entities */
export async function clustersInCatalog({ get }) {
  return get(
    '/api/catalog/entities?filter=kind=resource,spec.type=kubernetes-cluster,metadata.annotations.humanitec-eks/cluster-name&fields=kind,metadata.namespace,metadata.name,metadata.annotations&order=asc:metadata.name',
  );
}

/**
 * @param {() => Promise<boolean>} isSo
 * @param {number} [everyMs]
 */
export async function until(isSo, everyMs = 250) {
  const start = performance.now();
  while (!(await isSo())) {
    if (performance.now() - start > PATIENCE_MS) {
      throw new Error('What was waited for did not come about.');
    }
    await sleep(everyMs);
  }
}

/** @param {string} url @param {RequestInit} [options] */
async function json(url, options) {
  return (await answered(url, options)).json();
}

/** @param {string} url @param {RequestInit} [options] */
async function answered(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) {
    throw new Error(`${url}: ${response.status} ${await response.text()}`);
  }
  return response;
}
