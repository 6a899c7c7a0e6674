import { BindingNames } from 'backstage-plugin-humanitec-eks-common';
import { Answers, isObject } from '../answers';
import type { Rule } from '../rules';

/** The rule that each name keeps. */
export const nameRules: Record<keyof BindingNames, Rule> = {
  clusterRole: 'iamRoleName',
  nodeRole: 'iamRoleName',
  accessRole: 'iamRoleName',
  accessPolicy: 'iamPolicyName',
  cloudAccount: 'humanitecDefinitionId',
  clusterDefinition: 'humanitecDefinitionId',
  agent: 'humanitecId',
  agentDefinition: 'humanitecDefinitionId',
  runnerDefinition: 'humanitecDefinitionId',
  terraformRunnerDefinition: 'humanitecDefinitionId',
  containerRunnerDefinition: 'humanitecDefinitionId',
  kubernetesGroup: 'kubernetesGroup',
  agentNamespace: 'dnsLabel',
  runnerNamespace: 'dnsLabel',
  runnerServiceAccount: 'dnsLabel',
};

export const nameKeys = Object.keys(nameRules).filter(isNameKey);

export function isNameKey(name: unknown): name is keyof BindingNames {
  return typeof name === 'string' && Object.hasOwn(nameRules, name);
}

/** The names that were given instead of the derived ones. */
export function givenNames({ names }: Answers): Partial<BindingNames> {
  if (!isObject(names)) return {};
  return Object.fromEntries(
    Object.entries(names).filter(
      ([name, value]) =>
        isNameKey(name) && typeof value === 'string' && value !== '',
    ),
  );
}
