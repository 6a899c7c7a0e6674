import {
  Criterion,
  FleetRow,
  Verdict,
} from 'backstage-plugin-humanitec-eks-common';

const organizations = ['acme', 'acme-payments', 'globex'];
const regions = ['eu-central-1', 'eu-west-1', 'us-east-1', 'ap-southeast-2'];
const versions = ['1.33', '1.34', '1.35', '1.36'];
const stages = ['production', 'staging', 'development'];
const teams = ['shop', 'billing', 'search', 'data', 'edge', 'ml'];

/** One in so many clusters is like this. */
const troubles: { every: number; verdict: Verdict; reason: string }[] = [
  {
    every: 19,
    verdict: 'broken',
    reason: 'Agent: none of 2 pods is ready.',
  },
  {
    every: 23,
    verdict: 'differs',
    reason: 'Cluster definition: two matching rules more than were asked for.',
  },
  {
    every: 31,
    verdict: 'unknown',
    reason: 'Kubernetes did not answer: the endpoint is private.',
  },
  { every: 97, verdict: 'notBound', reason: 'Nothing of the binding exists.' },
];

/** As many clusters as asked for, always the same ones. */
export function fleetRows(count: number): FleetRow[] {
  return Array.from({ length: count }, (_, index) => fleetRow(index));
}

function fleetRow(index: number): FleetRow {
  const stage = pick(stages, index);
  const team = pick(teams, Math.floor(index / stages.length));
  const clusterName = `${team}-${stage}-${String(index + 1).padStart(4, '0')}`;
  const found = {
    entityRef: `resource:default/${clusterName}`,
    title: clusterName,
    organization: pick(organizations, Math.floor(index / 7)),
    awsAccountId: String(111122223333 + Math.floor(index / 5)),
    region: pick(regions, Math.floor(index / 3)),
    clusterName,
  };
  // Some have come a moment ago.
  if (index % 89 === 88) return { ...found, criteria: [] };
  const trouble = troubles.find(({ every }) => index % every === every - 1);
  const { verdict, reason } = trouble ?? { verdict: 'ready' as const };
  const silent = verdict === 'unknown';
  return {
    ...found,
    verdict,
    reason,
    kubernetesVersion: pick(versions, index),
    agent: silent
      ? undefined
      : { ready: verdict === 'broken' ? 0 : 2, wanted: 2 },
    criteria: verdict === 'notBound' ? [] : criteria(stage, team, index),
    environments: verdict === 'notBound' ? undefined : index % 13,
    observedAt: new Date(Date.now() - (index % 600) * 1_000).toISOString(),
  };
}

function criteria(envType: string, appId: string, index: number): Criterion[] {
  if (index % 11 === 10)
    return [
      { envType, appId },
      { envType, class: 'gpu' },
    ];
  return [{ envType }];
}

function pick<Item>(items: Item[], index: number): Item {
  return items[index % items.length];
}
