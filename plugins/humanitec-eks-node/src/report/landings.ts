import type {
  BindingReport,
  BindingSpec,
} from 'backstage-plugin-humanitec-eks-common';
import { liveCriteria } from '../binding/discover/askedCriteria';
import { environmentsOn } from '../humanitec/environmentsOn';
import type { Readings } from '../systems';
import { ifTold } from './ifTold';

/** The rules that bring deployments to the cluster, and how many environments of how many applications they bring with the next. */
export async function readLandings(
  { names }: BindingSpec,
  readings: Readings,
): Promise<Pick<BindingReport, 'criteria' | 'landsHere'>> {
  const { humanitec } = readings;
  const organization = await ifTold(readings, async () => {
    const [definitions, applications] = await Promise.all([
      humanitec.listDefinitions(),
      humanitec.listApplications(),
    ]);
    return { definitions, applications };
  });
  if (!organization) return {};
  const landing =
    environmentsOn(organization).get(names.clusterDefinition) ?? [];
  const definition = organization.definitions.find(
    ({ id }) => id === names.clusterDefinition,
  );
  return {
    criteria: definition ? liveCriteria(definition) : [],
    landsHere: {
      applications: new Set(landing.map(({ appId }) => appId)).size,
      environments: landing.length,
    },
  };
}
