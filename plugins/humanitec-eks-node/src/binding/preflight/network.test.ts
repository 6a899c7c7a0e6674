import { findingText } from 'backstage-plugin-humanitec-eks-common';
import type { Subnet } from '@aws-sdk/client-ec2';
import { judgeNetwork, Network } from './network';

const a: Subnet = {
  SubnetId: 'subnet-a',
  VpcId: 'vpc-1',
  AvailabilityZoneId: 'euc1-az1',
  AvailableIpAddressCount: 200,
};
const b: Subnet = {
  ...a,
  SubnetId: 'subnet-b',
  AvailabilityZoneId: 'euc1-az2',
};
const good: Network = {
  subnets: [a, b],
  securityGroups: [{ GroupId: 'sg-1', VpcId: 'vpc-1' }],
  dns: { support: true, hostnames: true },
};

function judge(network: Partial<Network>, groups = ['sg-1']) {
  return judgeNetwork(['subnet-a', 'subnet-b'], groups, {
    ...good,
    ...network,
  });
}

it('a good network has no findings', () => {
  expect(judge({})).toEqual([]);
});

it.each<[string, Partial<Network>, RegExp]>([
  [
    'a subnet that is not there',
    { subnets: [a] },
    /subnet subnet-b does not exist/,
  ],
  [
    'subnets in one zone',
    { subnets: [a, { ...b, AvailabilityZoneId: 'euc1-az1' }] },
    /all subnets are in the availability zone euc1-az1/,
  ],
  [
    'a zone without control planes',
    { subnets: [a, { ...b, AvailabilityZoneId: 'use1-az3' }] },
    /zone use1-az3, where EKS cannot place/,
  ],
  [
    'five free addresses',
    { subnets: [a, { ...b, AvailableIpAddressCount: 5 }] },
    /subnet-b has 5 free addresses; EKS needs 6/,
  ],
  [
    'subnets of two VPCs',
    { subnets: [a, { ...b, VpcId: 'vpc-2' }], dns: undefined },
    /several VPCs \(vpc-1, vpc-2\)/,
  ],
  [
    'a VPC without DNS',
    { dns: { support: false, hostnames: false } },
    /enableDnsSupport and enableDnsHostnames of vpc-1 is off/,
  ],
  [
    'a VPC without DNS names',
    { dns: { support: true, hostnames: false } },
    /: enableDnsHostnames of vpc-1 is off/,
  ],
  [
    'a security group that is not there',
    { securityGroups: [] },
    /security group sg-1 does not exist/,
  ],
  [
    'a security group of another VPC',
    { securityGroups: [{ GroupId: 'sg-1', VpcId: 'vpc-2' }] },
    /sg-1 belongs to vpc-2, the subnets to vpc-1/,
  ],
  [
    'a subnet on an Outpost',
    { subnets: [a, { ...b, OutpostArn: 'arn:aws:outposts:…' }] },
    /subnet-b is on an Outpost/,
  ],
])('%s is an error', (_, network, text) => {
  const findings = judge(network);
  expect(findings.map(({ severity }) => severity)).toContain('error');
  expect(findings.map(findingText).join('\n')).toMatch(text);
});

it.each([
  [15, 'warning'],
  [6, 'warning'],
])('%d free addresses are a %s', (count, severity) => {
  const findings = judge({
    subnets: [a, { ...b, AvailableIpAddressCount: count }],
  });
  expect(findings).toMatchObject([{ severity, field: 'cluster.subnetIds' }]);
});

it('all findings are told at once', () => {
  const findings = judge(
    {
      subnets: [{ ...a, AvailableIpAddressCount: 1 }],
      dns: { support: false, hostnames: true },
      securityGroups: [],
    },
    ['sg-1', 'sg-2'],
  );
  expect(findings).toHaveLength(6);
});
