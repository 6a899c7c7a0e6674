import {
  awsAccountId,
  awsRegion,
  dnsLabel,
  eksClusterName,
  humanitecDefinitionId,
  humanitecId,
  iamPolicyName,
  iamRoleName,
  kubernetesGroup,
  subnetId,
} from 'backstage-plugin-humanitec-eks-common';
import type { Translate } from './translate';

const rules = {
  awsAccountId,
  awsRegion,
  dnsLabel,
  eksClusterName,
  humanitecDefinitionId,
  humanitecId,
  iamPolicyName,
  iamRoleName,
  kubernetesGroup,
  subnetId,
};

/** The vendors' rules for names that a field may hold its value against. */
export type Rule = keyof typeof rules;

export function keeps(rule: Rule, value: string): boolean {
  return rules[rule].safeParse(value).success;
}

/** What is wrong with a value, in words; undefined for a good one and for none. */
export function ruleMessage(
  rule: Rule,
  value: string | undefined,
  t: Translate,
): string | undefined {
  if (!value || keeps(rule, value)) return undefined;
  return t(`rule.${rule}`);
}
