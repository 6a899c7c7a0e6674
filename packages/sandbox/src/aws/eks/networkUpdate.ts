import { World } from '../../world';
import { Cluster } from '../state';
import {
  addressShortage,
  checkedSubnets,
  checkSecurityGroups,
} from './clusterNetwork';
import { UpdateClusterConfigRequest } from './clusterRequest';
import { invalidParameter } from './errors';
import { param, Planned } from './startUpdate';

/** Other subnets of the same VPC and the same zones; other security groups (EKS User Guide, network requirements). */
export function networkUpdate(
  world: World,
  { config, name, accountId, region, vpcId, zones }: Cluster,
  { resourcesVpcConfig: vpc }: UpdateClusterConfigRequest,
): Planned | undefined {
  if (!vpc?.subnetIds && !vpc?.securityGroupIds) return undefined;
  const subnetIds = vpc.subnetIds ?? config.subnetIds;
  const securityGroupIds = vpc.securityGroupIds ?? config.securityGroupIds;
  const place = { accountId, region, name };
  const subnets = checkedSubnets(world, place, subnetIds);
  if (subnets.some(one => one.vpcId !== vpcId)) {
    throw invalidParameter(
      `Provided subnets must belong to the VPC of the cluster: ${vpcId}`,
      name,
    );
  }
  const elsewhere = subnets.find(one => !zones.includes(one.availabilityZone));
  if (elsewhere) {
    throw invalidParameter(
      `Provided subnets belong to the AZs '${
        elsewhere.availabilityZone
      }'. But they should belong to the exact set of AZs '${zones.join(
        ',',
      )}' in which subnets were provided during cluster creation.`,
      name,
    );
  }
  checkSecurityGroups(world, { ...place, vpcId }, securityGroupIds);
  return {
    type: 'VpcConfigUpdate',
    change: { subnetIds, securityGroupIds },
    failure: vpc.subnetIds && addressShortage(subnets),
    params: [
      ...(vpc.subnetIds ? [param('Subnets', subnetIds)] : []),
      ...(vpc.securityGroupIds
        ? [param('SecurityGroups', securityGroupIds)]
        : []),
    ],
  };
}
