import {
  BindingNames,
  BindingReport,
  Fact,
  FactId,
  PartId,
  PartStatus,
} from 'backstage-plugin-humanitec-eks-common';

/** A name or ID that people copy, and what it is the name of. */
export type Identifier = { value: string } & (
  | { of: 'name'; name: keyof BindingNames }
  | { of: 'fact'; fact: FactId }
  | { of: 'clusterName' | 'awsAccountId' | 'region' }
);

const names: Record<PartId, (keyof BindingNames)[]> = {
  cluster: [],
  accessRole: ['accessRole', 'accessPolicy'],
  deployAccess: ['kubernetesGroup'],
  cloudAccount: ['cloudAccount'],
  clusterDefinition: ['clusterDefinition'],
  agentDefinition: ['agentDefinition'],
  agent: ['agent', 'agentNamespace'],
  runnerAccess: ['runnerNamespace', 'runnerServiceAccount'],
};

const identifying: FactId[] = ['arn', 'role', 'definition', 'jobRole'];

/** What identifies a part in its system, each once; what was found and is no name that was asked for comes last. */
export function identifiersOf(
  part: PartStatus,
  report: BindingReport,
): Identifier[] {
  const given: Identifier[] = [
    ...whereIs(part.part, report),
    ...names[part.part].map(name => ({
      of: 'name' as const,
      name,
      value: report.spec.names[name],
    })),
  ];
  const found = factsOf(part)
    .filter(({ id }) => identifying.includes(id))
    .filter(({ value }) => !tells(given, value))
    .map(({ id, value }) => ({ of: 'fact' as const, fact: id, value }));
  return [...given, ...found];
}

/** The facts that none of these identifiers tells. */
export function otherFacts(
  part: PartStatus,
  identifiers: Identifier[],
): Fact[] {
  return factsOf(part).filter(({ value }) => !tells(identifiers, value));
}

function tells(identifiers: Identifier[], value: string): boolean {
  return identifiers.some(known => known.value === value);
}

function whereIs(part: PartId, report: BindingReport): Identifier[] {
  if (part !== 'cluster') return [];
  const { clusterName, awsAccountId, region } = report;
  return [
    { of: 'clusterName', value: clusterName },
    { of: 'awsAccountId', value: awsAccountId },
    { of: 'region', value: region },
  ];
}

function factsOf(part: PartStatus): Fact[] {
  return 'facts' in part ? part.facts : [];
}
