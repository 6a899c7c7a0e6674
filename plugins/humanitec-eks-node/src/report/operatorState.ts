import type { BindingReport } from 'backstage-plugin-humanitec-eks-common';
import { findOperatorDeployment } from '../directMode/humanitecOperator';
import { organizationMode } from '../directMode/organizationMode';
import type { Readings } from '../systems';
import { ifTold } from './ifTold';

/** The Humanitec Operator, where the mode of the organization needs it. */
export async function readOperator(
  readings: Readings,
): Promise<BindingReport['operator']> {
  const mode = await ifTold(readings, () =>
    organizationMode(readings.humanitec),
  );
  if (!mode) return undefined;
  if (mode.name === 'legacy') return 'notNeeded';
  const deployment = await ifTold(readings, async () => {
    const kubernetes = await readings.kubernetes();
    return kubernetes && findOperatorDeployment(kubernetes);
  });
  return deployment?.state;
}
