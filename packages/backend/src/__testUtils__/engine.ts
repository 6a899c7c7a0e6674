import { mockServices } from '@backstage/backend-test-utils';
import {
  BindingInput,
  bindingSpec,
} from 'backstage-plugin-humanitec-eks-common';
import {
  applyPart,
  awaitAccess,
  awaitCluster,
  humanitecEksService,
  parts,
  Systems,
} from 'backstage-plugin-humanitec-eks-node';
import { identity } from './actionStack';
import type { Stack } from './startStack';

/** The engine as the actions of this stack use it, without a task in between. */
export function connectEngine({
  config,
}: Pick<Stack, 'config'>): Promise<Systems> {
  const service = humanitecEksService(
    mockServices.rootConfig({ data: config }),
  );
  const { signal } = new AbortController();
  return service.connect(identity, { signal });
}

/** The steps of the onboarding template, for the worked example with this input. */
export async function onboardByEngine(
  stack: Pick<Stack, 'config'>,
  input: Partial<BindingInput>,
): Promise<void> {
  const systems = await connectEngine(stack);
  const spec = bindingSpec({
    ...identity,
    cluster: {
      subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
    },
    ...input,
  });
  await applyPart(parts.cluster, spec, systems);
  await applyPart(parts.accessRole, spec, systems);
  await applyPart(parts.cloudAccount, spec, systems);
  await applyPart(parts.agentDefinition, spec, systems);
  await applyPart(
    parts.clusterDefinition,
    { ...spec, criteria: undefined },
    systems,
  );
  await awaitCluster(spec, systems, 60);
  await applyPart(parts.cluster, spec, systems);
  await awaitAccess(systems);
  await applyPart(parts.deployAccess, spec, systems);
  await applyPart(parts.agent, spec, systems);
  await applyPart(parts.runnerAccess, spec, systems);
  await applyPart(parts.clusterDefinition, spec, systems);
}
