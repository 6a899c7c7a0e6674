import {
  BindingSpec,
  runnerDrivers,
  runnerNameKeys,
} from 'backstage-plugin-humanitec-eks-common';
import { deleteStack, StackName } from './commands';

/** The way back, in shell snippets: what sends deployments to the cluster goes first. */
export function takingBack(spec: BindingSpec, paths: string[]): string[] {
  const { organization, names } = spec;
  const runners = (spec.runner.drivers ?? runnerDrivers.slice(0, 1)).map(
    driver => names[runnerNameKeys[driver]],
  );
  const humanitec = [
    `resources/defs/${names.clusterDefinition}`,
    ...[...new Set(runners)].map(id => `resources/defs/${id}`),
    `resources/defs/${names.agentDefinition}`,
    `agents/${names.agent}`,
    `resources/accounts/${names.cloudAccount}`,
  ];
  const stacks: StackName[] = [
    ...(paths.includes('aws/runner-access.yaml')
      ? (['runner-access'] as const)
      : []),
    'deploy-access',
  ];
  return [
    humanitec
      .map(path => `humctl api delete /orgs/${organization}/${path}`)
      .join('\n'),
    'kubectl delete -k kubernetes',
    [...stacks, 'access-role' as const, 'cluster' as const]
      .map(stack => deleteStack(spec, stack))
      .join('\n'),
  ];
}
