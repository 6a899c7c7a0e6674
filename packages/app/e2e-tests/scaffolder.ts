/** Templates, run through the scaffolder's API by the guest that the browser is, too. */
import { APIRequestContext, expect, request } from '@playwright/test';

/** The worked example of the runbook, at Backstage's own addresses. */
export const workedExample = {
  organization: 'platform-org',
  awsAccountId: '111122223333',
  region: 'eu-central-1',
  clusterName: 'eks-automode-prod',
  subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
  envType: 'production',
  owner: 'group:default/platform-team',
};

/**
 * Runs a template to its end.
 *
 * @throws Error with the log of a task that failed
 */
export async function runTemplate(name: string, values: object): Promise<void> {
  const id = await startTask(name, values);
  const api = await signedIn();
  const statusNow = async () => {
    const task = await api.get(`/api/scaffolder/v2/tasks/${id}`);
    return (await task.json()).status;
  };
  await expect
    .poll(statusNow, { timeout: 90_000, intervals: [500] })
    .not.toMatch(/open|processing/);
  const status = await statusNow();
  if (status !== 'completed') {
    const events = await api.get(`/api/scaffolder/v2/tasks/${id}/events`);
    throw new Error(`${name} ended as ${status}: ${await events.text()}`);
  }
  await api.dispose();
}

/** @returns the ID of the task */
export async function startTask(name: string, values: object): Promise<string> {
  const api = await signedIn();
  // A catalog that has just started takes its templates up in the background.
  const template = `/api/catalog/entities/by-name/template/default/${name}`;
  await expect
    .poll(async () => (await api.get(template)).status(), { timeout: 30_000 })
    .toBe(200);
  const created = await api.post('/api/scaffolder/v2/tasks', {
    data: { templateRef: `template:default/${name}`, values, secrets: {} },
  });
  if (created.status() !== 201) throw new Error(await created.text());
  const { id } = await created.json();
  await api.dispose();
  return id;
}

async function signedIn(): Promise<APIRequestContext> {
  const baseURL = process.env.BACKEND_URL;
  const anonymous = await request.newContext({ baseURL });
  const answer = await anonymous.get('/api/auth/guest/refresh');
  const { backstageIdentity } = await answer.json();
  await anonymous.dispose();
  return request.newContext({
    baseURL,
    extraHTTPHeaders: { authorization: `Bearer ${backstageIdentity.token}` },
  });
}
