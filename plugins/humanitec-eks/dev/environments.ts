import {
  BindingEnvironment,
  BindingEnvironments,
} from 'backstage-plugin-humanitec-eks-common';

/** Who runs on the cluster of the worked example. */
export function environments(
  items: BindingEnvironment[] = [
    {
      ...environment('billing', 'production'),
      lastDeployment: deployment('failed', { minutes: 26 * 60 }),
    },
    environment('shop', 'production'),
    {
      ...environment('shop', 'canary', 'comes'),
      lastDeployment: deployment('succeeded', { minutes: 3 * 24 * 60 }),
    },
    { ...environment('shop', 'preview', 'comes'), lastDeployment: undefined },
    {
      ...environment('warehouse', 'production', 'leaves'),
      lastDeployment: deployment('in progress', { minutes: 1 }),
    },
  ],
  total = items.length,
): BindingEnvironments {
  return { items, total, observedAt: new Date().toISOString() };
}

export function environment(
  appId: string,
  envId: string,
  state: BindingEnvironment['state'] = 'here',
): BindingEnvironment {
  return {
    appId,
    envId,
    envType: 'production',
    state,
    lastDeployment: deployment('succeeded', { minutes: 42 }),
  };
}

function deployment(
  status: NonNullable<BindingEnvironment['lastDeployment']>['status'],
  ago: { minutes: number },
): BindingEnvironment['lastDeployment'] {
  return {
    id: '184c8ff0e1a7b2d3',
    status,
    at: new Date(Date.now() - ago.minutes * 60_000).toISOString(),
    by: 'ada@acme.example',
    comment: 'Deployed from the pipeline',
  };
}
