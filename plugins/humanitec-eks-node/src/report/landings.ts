import type {
  BindingReport,
  BindingSpec,
} from 'backstage-plugin-humanitec-eks-common';
import { environmentsOn } from '../humanitec/environmentsOn';
import type { Readings } from '../systems';
import { ifTold } from './ifTold';

/** How many environments, of how many applications, the next deployment brings to the cluster. */
export async function countLandings(
  { names }: BindingSpec,
  readings: Readings,
): Promise<BindingReport['landsHere']> {
  const { humanitec } = readings;
  const organization = await ifTold(readings, async () => {
    const [definitions, applications] = await Promise.all([
      humanitec.listDefinitions(),
      humanitec.listApplications(),
    ]);
    return { definitions, applications };
  });
  if (!organization) return undefined;
  const landing =
    environmentsOn(organization).get(names.clusterDefinition) ?? [];
  return {
    applications: new Set(landing.map(({ appId }) => appId)).size,
    environments: landing.length,
  };
}
