import type { BindingReport } from 'backstage-plugin-humanitec-eks-common';
import { findOperatorDeployment } from '../directMode/humanitecOperator';
import { organizationMode } from '../directMode/organizationMode';
import type { Readings } from '../systems';
import { ifTold } from './ifTold';

/** The Humanitec Operator, where the mode of the organization needs it. */
export async function readOperator(
  readings: Readings,
): Promise<BindingReport['operator']> {
  const [mode, deployment] = await Promise.all([
    ifTold(readings, () => organizationMode(readings.humanitec)),
    ifTold(readings, async () => {
      const kubernetes = await readings.kubernetes();
      return kubernetes && findOperatorDeployment(kubernetes);
    }),
  ]);
  if (mode?.name === 'legacy') return 'notNeeded';
  return mode && deployment?.state;
}
