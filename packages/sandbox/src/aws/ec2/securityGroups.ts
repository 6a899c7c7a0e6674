import { z } from 'zod';
import { World } from '../../world';
import { settleClusters } from '../eks/clusterStatus';
import { ec2List, ec2Operation } from '../ec2Query';
import { listed, listInput, withIds } from './filters';
import { isIn } from './place';
import { SecurityGroup } from './state';

export const DescribeSecurityGroups = ec2Operation({
  input: { ...listInput, GroupId: ec2List(z.string()) },
  run: (call, request) => {
    const own = allSecurityGroups(call.world).filter(isIn(call));
    const asked = withIds(own, request.GroupId, ({ groupId }) => groupId, {
      code: 'InvalidGroup.NotFound',
      what: 'security group',
    });
    const { items, more } = listed(asked, request, one => ({
      description: one.description,
      'group-id': one.groupId,
      'group-name': one.groupName,
      'owner-id': one.accountId,
      'vpc-id': one.vpcId,
    }));
    return {
      securityGroupInfo: items.map(one => ({
        groupId: one.groupId,
        groupName: one.groupName,
        groupDescription: one.description,
        ownerId: one.accountId,
        vpcId: one.vpcId,
        securityGroupArn: `arn:aws:ec2:${one.region}:${one.accountId}:security-group/${one.groupId}`,
        ipPermissions: [],
        ipPermissionsEgress: [
          { ipProtocol: '-1', ipRanges: [{ cidrIp: '0.0.0.0/0' }] },
        ],
        tagSet: [],
      })),
      ...more,
    };
  },
});

/** Those that somebody made, and the one that EKS makes for each cluster. */
export function allSecurityGroups(world: World): SecurityGroup[] {
  settleClusters(world);
  return [
    ...world.aws.securityGroups.values(),
    ...Array.from(world.aws.clusters.values(), cluster => ({
      groupId: cluster.clusterSecurityGroupId,
      groupName: `eks-cluster-sg-${cluster.name}-${cluster.id.slice(0, 8)}`,
      description:
        'EKS created security group applied to ENI that is attached to EKS Control Plane master nodes, as well as any managed workloads.',
      accountId: cluster.accountId,
      region: cluster.region,
      vpcId: cluster.vpcId,
    })),
  ];
}
