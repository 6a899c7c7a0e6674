import type { Sandbox } from 'sandbox';

/** What one onboarding of the worked example makes, by operation: nothing twice. */
const expected = {
  CreateCluster: 1,
  CreateRole: 3,
  CreatePolicy: 1,
  'POST /orgs/{orgId}/resources/accounts': 1,
  'POST /orgs/{orgId}/resources/defs': 3,
  'POST /orgs/{orgId}/agents': 1,
  'POST /orgs/{orgId}/agents/{agentId}/keys': 0,
};

/** How often each of these operations went well. */
function made({ world }: Sandbox): Record<string, number> {
  const well = world.calls
    .all()
    .filter(({ status = 0 }) => status >= 200 && status < 300);
  return Object.fromEntries(
    Object.keys(expected).map(operation => [
      operation,
      well.filter(call => call.operation === operation).length,
    ]),
  );
}

export const oneOfEach = { expected, made };
