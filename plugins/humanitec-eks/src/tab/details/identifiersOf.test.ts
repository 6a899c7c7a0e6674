import { factsOf, PartStatus } from 'backstage-plugin-humanitec-eks-common';
import { report } from '../../../dev/reports';
import { identifiersOf, otherFacts } from './identifiersOf';

describe('the identifiers of a part', () => {
  it('are the names that were asked for, and what was found besides', () => {
    expect(valuesOf(runnerAccess)).toEqual([
      'humanitec-runner', // its namespace
      'humanitec-runner', // its service account
      'eks-automode-prod-runner',
      'eks-automode-prod-terraform-runner',
    ]);
  });

  it('repeat no name that was found as it was asked for', () => {
    expect(valuesOf(clusterDefinition)).toEqual(['eks-automode-prod']);
  });

  it('tell of a cluster where it is', () => {
    expect(valuesOf(cluster)).toEqual([
      'eks-automode-prod',
      '111122223333',
      'eu-central-1',
      'arn:aws:eks:eu-central-1:111122223333:cluster/eks-automode-prod',
    ]);
  });

  it('are there for a part that is missing, too', () => {
    const missing: PartStatus = {
      part: 'cloudAccount',
      status: 'missing',
      changes: [],
    };
    expect(valuesOf(missing)).toEqual(['eks-automode-prod']);
  });

  it('leave the other facts', () => {
    const identifiers = identifiersOf(cluster, report());
    expect(otherFacts(cluster, identifiers)).toEqual(
      factsOf({ status: 'ACTIVE', kubernetesVersion: '1.36' }),
    );
  });
});

const cluster = inSync(
  'cluster',
  factsOf({
    status: 'ACTIVE',
    kubernetesVersion: '1.36',
    arn: 'arn:aws:eks:eu-central-1:111122223333:cluster/eks-automode-prod',
  }),
);

const clusterDefinition = inSync(
  'clusterDefinition',
  factsOf({ definition: 'eks-automode-prod' }),
);

const runnerAccess = inSync(
  'runnerAccess',
  factsOf({
    definition: [
      'eks-automode-prod-runner',
      'eks-automode-prod-terraform-runner',
    ],
  }),
);

function inSync(
  part: PartStatus['part'],
  facts: ReturnType<typeof factsOf>,
): PartStatus {
  return { part, status: 'inSync', changes: [], facts };
}

function valuesOf(part: PartStatus): string[] {
  return identifiersOf(part, report()).map(({ value }) => value);
}
