import { Finding } from 'backstage-plugin-humanitec-eks-common';
import { Answers } from '../answers';
import { givenNames } from '../name/names';

/** Pure: those of the findings that are about one input, by its path: `envType`, `names.agent`. */
export function findingsFor(field: string, findings: Finding[]): Finding[] {
  return findings.filter(finding => finding.field === field);
}

/** Pure: names that would follow from the cluster's, and that something else has. */
export function derivedNameFindings(
  findings: Finding[],
  answers: Answers,
): Finding[] {
  const given = Object.keys(givenNames(answers)).map(name => `names.${name}`);
  return findings.filter(
    ({ field }) => field?.startsWith('names.') && !given.includes(field),
  );
}

/**
 * Pure: a system that did not answer, so that an answer was not checked. It
 * is found under the input that chooses the system.
 */
export function silentSystems(findings: Finding[]): Finding[] {
  const systems = ['organization', 'awsAccountId', 'region', 'criteria'];
  return findings
    .filter(
      ({ field, severity }) =>
        severity === 'error' && systems.includes(field ?? ''),
    )
    .map(finding => ({ ...finding, severity: 'warning' }));
}
