import { QueryOperation } from '../query';
import { DescribeAvailabilityZones } from './availabilityZones';
import { DescribeSecurityGroups } from './securityGroups';
import { DescribeSubnets } from './subnets';
import { DescribeVpcAttribute, DescribeVpcs } from './vpcs';

export const ec2Operations: Record<string, QueryOperation> = {
  DescribeAvailabilityZones,
  DescribeSecurityGroups,
  DescribeSubnets,
  DescribeVpcAttribute,
  DescribeVpcs,
};
