import { mockServices } from '@backstage/backend-test-utils';
import type { BindingInput } from 'backstage-plugin-humanitec-eks-common';
import {
  humanitecEksService,
  Systems,
} from 'backstage-plugin-humanitec-eks-node';
import { bindCluster } from 'seed-fleet';
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
export function onboardByEngine(
  { config }: Pick<Stack, 'config'>,
  input: Partial<BindingInput>,
): Promise<void> {
  return bindCluster(
    {
      ...identity,
      cluster: {
        subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
      },
      ...input,
    },
    humanitecEksService(mockServices.rootConfig({ data: config })),
  );
}
