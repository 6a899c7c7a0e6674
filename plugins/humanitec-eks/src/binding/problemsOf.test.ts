import {
  definitionMissing,
  foreignAccount,
  kubernetesRefusal,
  missing,
  policyDetached,
  report,
  silentKubernetes,
} from '../../dev/reports';
import { partIds, PartStatus } from 'backstage-plugin-humanitec-eks-common';
import { problemsOf } from './problemsOf';

const silentHumanitec: PartStatus = {
  part: 'agentDefinition',
  status: 'unknown',
  changes: [],
  system: 'Humanitec',
  reason: 'Humanitec answered 503',
};

describe('the problems of a binding', () => {
  it('are none when all is in sync', () => {
    expect(problemsOf(report())).toEqual([]);
  });

  it('come in the order in which a person should look at them', () => {
    const parts = [
      policyDetached,
      silentKubernetes('agent'),
      definitionMissing,
      foreignAccount,
    ];
    expect(problemsOf(report(parts)).map(summary)).toEqual([
      'foreign cloudAccount',
      'missing clusterDefinition',
      'silent Kubernetes: agent',
      'drifted accessRole',
    ]);
  });

  it('name a system once for all parts that it hides, with the first reason', () => {
    const parts = [
      silentKubernetes('agent'),
      silentHumanitec,
      silentKubernetes('runnerAccess', 'another call failed'),
    ];
    const problems = problemsOf(report(parts));
    expect(problems.map(summary)).toEqual([
      'silent Kubernetes: agent, runnerAccess',
      'silent Humanitec: agentDefinition',
    ]);
    expect(problems[0]).toMatchObject({ reason: kubernetesRefusal });
  });

  it('tell since when a system is silent: since the first of its parts was', () => {
    const parts = [
      { ...silentHumanitec, since: '2026-11-24T15:00:00Z' },
      { ...silentHumanitec, part: 'cloudAccount' as const },
      {
        ...silentHumanitec,
        part: 'clusterDefinition' as const,
        since: '2026-11-24T15:04:00Z',
      },
    ];
    expect(problemsOf(report(parts))).toEqual([
      expect.objectContaining({ since: '2026-11-24T15:00:00Z' }),
    ]);
  });

  it('are one when nothing is there at all', () => {
    expect(problemsOf(report(partIds.map(missing)))).toEqual([
      { kind: 'notBound' },
    ]);
  });
});

function summary(problem: ReturnType<typeof problemsOf>[number]): string {
  switch (problem.kind) {
    case 'part':
      return `${problem.part.status} ${problem.part.part}`;
    case 'silent':
      return `silent ${problem.system}: ${problem.parts.join(', ')}`;
    default:
      return problem.kind;
  }
}
