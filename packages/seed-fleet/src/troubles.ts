import { DeleteAccessEntryCommand } from '@aws-sdk/client-eks';
import { bindingSpec } from 'backstage-plugin-humanitec-eks-common';
import {
  accessRoleArn,
  HumanitecEksService,
  Systems,
} from 'backstage-plugin-humanitec-eks-node';
import { z } from 'zod';
import type { PlannedCluster } from './fleetPlan';

/** What can be wrong with a cluster of a fleet. One that is unreachable is made so. */
export type Trouble =
  | 'accessEntryDeleted'
  | 'agentDeleted'
  | 'criteriaDeleted'
  | 'renamed'
  | 'scaledToZero'
  | 'unreachable';

/** Does to a cluster that is bound well what somebody might do behind our back. */
export async function makeTrouble(
  cluster: PlannedCluster,
  service: HumanitecEksService,
): Promise<void> {
  const { trouble, organization, awsAccountId, region, clusterName } = cluster;
  const spec = bindingSpec({ organization, awsAccountId, region, clusterName });
  const { names } = spec;
  const { signal } = new AbortController();
  const systems = await service.connect(spec, { signal });
  const { aws, humanitec } = systems;
  switch (trouble) {
    case undefined:
    case 'unreachable':
      return;
    case 'accessEntryDeleted': {
      const principalArn = accessRoleArn(spec);
      await aws.eks(
        new DeleteAccessEntryCommand({ clusterName, principalArn }),
      );
      return;
    }
    case 'agentDeleted':
      await humanitec.deleteAgent(names.agent);
      return;
    case 'criteriaDeleted':
      await deleteCriteria(names.clusterDefinition, systems);
      return;
    case 'renamed': {
      const id = names.clusterDefinition;
      const definition = await humanitec.findDefinition(id);
      const name = definition?.name.replace(id, 'Edited by hand');
      await humanitec.updateDefinition(id, { name });
      return;
    }
    case 'scaledToZero':
      await scaleToZero(names.agentNamespace, systems);
      return;
    default:
      throw new Error(`no such trouble: ${trouble satisfies never}`);
  }
}

async function deleteCriteria(id: string, { humanitec }: Systems) {
  const definition = await humanitec.findDefinition(id);
  for (const rule of definition?.criteria ?? []) {
    await humanitec.removeCriterion(id, rule.id, true);
  }
}

const deploymentSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({}),
});

async function scaleToZero(namespace: string, systems: Systems) {
  const kubernetes = await systems.kubernetes();
  const found = await kubernetes?.find({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'humanitec-agent', namespace },
  });
  const deployment = deploymentSchema.parse(found);
  const scaled = { ...deployment, spec: { ...deployment.spec, replicas: 0 } };
  await kubernetes?.replace(scaled);
}
