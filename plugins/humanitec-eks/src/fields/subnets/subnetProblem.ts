import { Choice } from 'backstage-plugin-humanitec-eks-common';
import { keeps } from '../rules';
import type { Translate } from '../translate';

/**
 * What is wrong with the subnets of a control plane, as far as they are known
 * (EKS User Guide, network requirements: two subnets or more of one VPC, in
 * two availability zones or more). Pure.
 */
export function subnetProblem(
  ids: string[],
  known: Choice[],
  t: Translate,
): string | undefined {
  const wrong = ids.find(id => !keeps('subnetId', id));
  if (wrong) return `${wrong}: ${t('rule.subnetId')}`;
  if (ids.length === 1) return t('subnets.two');

  const facts = ids.map(id => known.find(({ value }) => value === id)?.facts);
  const networks = distinct(facts.map(fact => fact?.vpcId));
  if (networks.length > 1) {
    return t('subnets.oneNetwork', { networks: networks.join(', ') });
  }
  const zones = facts.map(fact => fact?.zone);
  if (zones.length > 0 && zones.every(Boolean) && distinct(zones).length < 2) {
    return t('subnets.twoZones', { zone: distinct(zones)[0] });
  }
  return undefined;
}

function distinct(values: (string | undefined)[]): string[] {
  return [...new Set(values.filter(value => value !== undefined))];
}
