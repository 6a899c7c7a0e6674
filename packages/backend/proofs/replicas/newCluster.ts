import assert from 'node:assert/strict';
import type { Sandbox } from 'sandbox';
import { workedExample } from '../../src/__testUtils__/scaffolder';

/** An onboarding of the worked example's kind, as the form would send it. */
export interface Onboarding {
  template: string;
  values: Record<string, unknown> & { clusterName: string };
}

/** For a cluster of this name, with an environment type of its own that lands there. */
export async function newCluster(
  { humanitecUrl }: Sandbox,
  clusterName: string,
  options: Record<string, unknown> = {},
): Promise<Onboarding> {
  const made = await fetch(`${humanitecUrl}/orgs/platform-org/env-types`, {
    method: 'POST',
    headers: {
      Authorization: 'Bearer sandbox-humanitec-token',
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ id: clusterName, description: clusterName }),
  });
  assert.equal(made.status, 201, await made.text());
  const { template, values } = await workedExample();
  const { names: _, ...rest } = values;
  return {
    template,
    values: { ...rest, ...options, clusterName, envType: clusterName },
  };
}
