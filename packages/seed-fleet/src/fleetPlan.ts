import type { BindingIdentity } from 'backstage-plugin-humanitec-eks-common';
import { seededIdentities } from 'sandbox';
import type { Trouble } from './troubles';

/** One cluster of a fleet as it is to be. */
export interface PlannedCluster extends BindingIdentity {
  version: string;
  /** It takes the environments of this type, of this application. */
  envType: string;
  appId: string;
  trouble?: Trouble;
}

const teams = ['checkout', 'payments', 'search', 'catalog', 'billing', 'media'];
const envTypes = ['production', 'staging', 'development'];
const versions = ['1.36', '1.35', '1.34'];
const regions = [
  'eu-central-1',
  'eu-west-1',
  'us-east-1',
  'us-west-2',
  'ap-southeast-1',
];

/** Every fiftieth is in each of these, the first time early, so that small fleets have some, too. */
const troubles: Record<number, Trouble> = {
  3: 'accessEntryDeleted',
  7: 'criteriaDeleted',
  11: 'agentDeleted',
  15: 'unreachable',
  19: 'renamed',
  23: 'scaledToZero',
};

/** So many clusters, spread over accounts, regions, versions and environment types; always the same. */
export function fleetPlan(count: number): PlannedCluster[] {
  const { accountIds } = seededIdentities.platform;
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(4, '0');
    const envType = pick(envTypes, index);
    return {
      organization: 'platform-org',
      awsAccountId: pick(accountIds, index),
      region: pick(regions, Math.floor(index / accountIds.length)),
      clusterName: `${pick(teams, index)}-${number}`,
      version: pick(versions, Math.floor(index / envTypes.length)),
      envType,
      appId: `app-${number}`,
      trouble: troubles[index % 50],
    };
  });
}

function pick<Item>(items: readonly Item[], index: number): Item {
  return items[index % items.length];
}
