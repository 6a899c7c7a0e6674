import { bindingSpec } from 'backstage-plugin-humanitec-eks-common';
import { chooseKey } from './agentKeyChoice';
import { planAgent } from './agentPlan';

const spec = bindingSpec({
  organization: 'platform-org',
  awsAccountId: '111122223333',
  region: 'eu-central-1',
  clusterName: 'eks-automode-prod',
});

describe('what is planned of the rollout of the agent', () => {
  it('is nothing once all pods run the present template', () => {
    expect(plannedRollout({ updated: 2, available: 2, all: 2 })).toEqual([]);
  });

  it('tells how many pods have started and are ready', () => {
    expect(plannedRollout({ updated: 2, available: 1, all: 2 })).toEqual([
      expect.objectContaining({
        fields: [{ path: 'status.readyReplicas', from: 1, to: 2 }],
      }),
    ]);
  });

  it('says that it is not finished while pods of the version before are left', () => {
    const [change] = plannedRollout({ updated: 2, available: 2, all: 3 });
    expect(change).toMatchObject({ reason: 'it is not finished yet' });
    expect(change.fields).toBeUndefined();
  });
});

function plannedRollout(pods: {
  updated: number;
  available: number;
  all: number;
}) {
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'humanitec-agent', generation: 1 },
    spec: {
      replicas: 2,
      template: { spec: { containers: [{ image: 'agent' }] } },
    },
    status: {
      observedGeneration: 1,
      updatedReplicas: pods.updated,
      availableReplicas: pods.available,
      replicas: pods.all,
    },
  };
  const observed = {
    registeredKeys: [],
    uselessKeys: new Set<string>(),
    keyOwners: new Map<string, string>(),
    objects: new Map([['Deployment', deployment]]),
    secrets: [],
    terminating: false,
  };
  return planAgent(spec, observed, chooseKey([])).filter(
    ({ kind }) => kind === 'rollout',
  );
}
