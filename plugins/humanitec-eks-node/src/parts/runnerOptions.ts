import {
  BindingSpec,
  runnerDrivers,
} from 'backstage-plugin-humanitec-eks-common';
import { isOurs } from '../aws/tags';
import type { RunnerAccessState } from './runnerAccess';
import { ourDrivers } from './runnerDefinitions';
import { keepLiveRole } from './runnerManifests';

/** The options of runners that are there, without those that are as usual. */
export function runnerOptions(
  spec: BindingSpec,
  { definitions, objects, podIdentity }: RunnerAccessState,
): BindingSpec['runner'] {
  const drivers = ourDrivers(spec, definitions);
  const [usual] = runnerDrivers;
  const isUsual = drivers.every(driver => driver === usual);
  const role =
    podIdentity && isOurs(spec, podIdentity.tags)
      ? { podIdentityRoleArn: podIdentity.roleArn }
      : {
          serviceAccountRoleArn: keepLiveRole(spec, objects).runner
            .serviceAccountRoleArn,
        };
  return { drivers: isUsual ? undefined : drivers, ...role };
}
