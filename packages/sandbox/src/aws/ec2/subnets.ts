import { z } from 'zod';
import { ec2List, ec2Operation } from '../ec2Query';
import { listed, listInput, withIds } from './filters';
import { isIn } from './place';

export const DescribeSubnets = ec2Operation({
  input: { ...listInput, SubnetId: ec2List(z.string()) },
  run: (call, request) => {
    const own = [...call.world.aws.subnets.values()].filter(isIn(call));
    const asked = withIds(own, request.SubnetId, one => one.subnetId, {
      code: 'InvalidSubnetID.NotFound',
      what: 'subnet ID',
    });
    const { items, more } = listed(asked, request, one => ({
      'availability-zone': one.availabilityZone,
      'availability-zone-id': one.availabilityZoneId,
      'owner-id': one.accountId,
      state: 'available',
      'subnet-id': one.subnetId,
      'vpc-id': one.vpcId,
    }));
    return {
      subnetSet: items.map(one => ({
        subnetId: one.subnetId,
        subnetArn: `arn:aws:ec2:${one.region}:${one.accountId}:subnet/${one.subnetId}`,
        state: 'available',
        ownerId: one.accountId,
        vpcId: one.vpcId,
        cidrBlock: one.cidrBlock,
        availableIpAddressCount: one.availableIpAddressCount,
        availabilityZone: one.availabilityZone,
        availabilityZoneId: one.availabilityZoneId,
        defaultForAz: false,
        mapPublicIpOnLaunch: false,
        assignIpv6AddressOnCreation: false,
        ipv6CidrBlockAssociationSet: [],
        tagSet: one.name ? [{ key: 'Name', value: one.name }] : [],
      })),
      ...more,
    };
  },
});
