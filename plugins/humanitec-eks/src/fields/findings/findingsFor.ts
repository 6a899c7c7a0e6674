import {
  BindingNames,
  deriveNames,
  Finding,
  PartId,
} from 'backstage-plugin-humanitec-eks-common';
import { Answers, textAnswer } from '../answers';
import { givenNames, nameKeys } from '../name/names';

/** The field that a finding is shown under. */
export type FindingTarget =
  | 'clusterName'
  | 'envType'
  | 'appId'
  | { name: keyof BindingNames; value: string };

/** Pure: those of the findings that are about one field. */
export function findingsFor(
  target: FindingTarget,
  findings: Finding[],
  answers: Answers,
): Finding[] {
  return findings.filter(finding => isAbout(target, finding, answers));
}

function isAbout(
  target: FindingTarget,
  finding: Finding,
  answers: Answers,
): boolean {
  switch (target) {
    case 'clusterName':
      return 'field' in finding
        ? finding.field === target
        : finding.part === 'cluster' &&
            refuses(finding, textAnswer(answers, 'clusterName'));
    case 'envType':
    case 'appId':
      return (
        finding.field !== undefined &&
        ruleFields(target, answers).includes(finding.field)
      );
    default:
      return 'field' in finding
        ? finding.field === `names.${target.name}`
        : finding.part === partOfName[target.name] &&
            refuses(finding, target.value);
  }
}

/** The rule of the two scalars is the first; as a whole it is shown under the last that was answered. */
function ruleFields(target: 'envType' | 'appId', answers: Answers): string[] {
  const fields = [target, `criteria.0.${target}`];
  const shownUnder = textAnswer(answers, 'appId') ? 'appId' : 'envType';
  return target === shownUnder ? [...fields, 'criteria.0'] : fields;
}

/** A thing of that name is refused: `IAM role eks-node-role: exists …`. A system that did not answer is not. */
function refuses({ reason }: Finding, name: string | undefined): boolean {
  return name !== undefined && reason.includes(` ${name}: `);
}

const partOfName: Record<keyof BindingNames, PartId> = {
  clusterRole: 'cluster',
  nodeRole: 'cluster',
  accessRole: 'accessRole',
  accessPolicy: 'accessRole',
  cloudAccount: 'cloudAccount',
  clusterDefinition: 'clusterDefinition',
  agent: 'agent',
  agentDefinition: 'agentDefinition',
  runnerDefinition: 'runnerAccess',
  terraformRunnerDefinition: 'runnerAccess',
  containerRunnerDefinition: 'runnerAccess',
  kubernetesGroup: 'deployAccess',
  agentNamespace: 'agent',
  runnerNamespace: 'runnerAccess',
  runnerServiceAccount: 'runnerAccess',
};

/** Pure: names that would follow from the cluster's, and that something else has. */
export function derivedNameFindings(
  findings: Finding[],
  answers: Answers,
): Finding[] {
  const clusterName = textAnswer(answers, 'clusterName');
  if (!clusterName) return [];
  const given = givenNames(answers);
  const names = deriveNames({ clusterName }, given);
  const about = nameKeys
    .filter(name => !given[name])
    .map(name => ({ name, value: names[name] }));
  return findings.filter(finding =>
    about.some(target => isAbout(target, finding, answers)),
  );
}
