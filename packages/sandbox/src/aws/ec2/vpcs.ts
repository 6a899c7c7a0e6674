import { z } from 'zod';
import { ec2List, ec2Operation } from '../ec2Query';
import { listed, listInput, withIds } from './filters';
import { isIn } from './place';

const notFound = { code: 'InvalidVpcID.NotFound', what: 'vpc ID' };

export const DescribeVpcs = ec2Operation({
  input: { ...listInput, VpcId: ec2List(z.string()) },
  run: (call, request) => {
    const own = [...call.world.aws.vpcs.values()].filter(isIn(call));
    const asked = withIds(own, request.VpcId, ({ vpcId }) => vpcId, notFound);
    const { items, more } = listed(asked, request, one => ({
      cidr: one.cidrBlock,
      'is-default': 'false',
      'owner-id': one.accountId,
      state: 'available',
      'vpc-id': one.vpcId,
    }));
    return {
      vpcSet: items.map(one => ({
        vpcId: one.vpcId,
        ownerId: one.accountId,
        state: 'available',
        cidrBlock: one.cidrBlock,
        cidrBlockAssociationSet: [
          {
            associationId: `vpc-cidr-assoc-${one.vpcId.slice(4)}`,
            cidrBlock: one.cidrBlock,
            cidrBlockState: { state: 'associated' },
          },
        ],
        dhcpOptionsId: 'default',
        instanceTenancy: 'default',
        isDefault: false,
        tagSet: [],
      })),
      ...more,
    };
  },
});

export const DescribeVpcAttribute = ec2Operation({
  input: {
    VpcId: z.string(),
    Attribute: z.enum(['enableDnsSupport', 'enableDnsHostnames']),
  },
  run: (call, { VpcId, Attribute }) => {
    const own = [...call.world.aws.vpcs.values()].filter(isIn(call));
    const [vpc] = withIds(own, [VpcId], ({ vpcId }) => vpcId, notFound);
    const value =
      Attribute === 'enableDnsSupport' ? vpc.dnsSupport : vpc.dnsHostnames;
    return { vpcId: VpcId, [Attribute]: { value } };
  },
});
