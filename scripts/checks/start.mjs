// @ts-check
/** What npm start runs: does all of it start, sign a guest in and fill the catalog? */
import { setTimeout as sleep } from 'node:timers/promises';
import { violationsOf, withViolations } from './contracts.mjs';

/** @type {import('./check.mjs').Check} */
export const startCheck = {
  id: 'start',
  title: 'Start of Backstage and the sandbox',
  async run(context) {
    const { urls } = await context.stack();
    const session = await getJson(`${urls.backend}/api/auth/guest/refresh`);
    const token = session.backstageIdentity.token;
    const deadline = Date.now() + 30_000;
    const entity = `${urls.backend}/api/catalog/entities/by-name/user/default/guest`;
    while (!(await exists(entity, token))) {
      if (Date.now() > deadline) {
        return {
          passed: 0,
          failed: 1,
          reasons: ['The catalog did not load examples/entities within 30 s.'],
        };
      }
      await sleep(500);
    }
    return withViolations(
      { passed: 1, failed: 0 },
      await violationsOf(urls.sandbox),
    );
  },
};

/** @param {string} url */
async function getJson(url) {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`GET ${url} answered ${response.status}`);
  }
  return response.json();
}

/** @param {string} url @param {string} token */
async function exists(url, token) {
  const response = await fetch(url, {
    headers: { Authorization: `Bearer ${token}` },
  });
  await response.body?.cancel();
  return response.ok;
}
