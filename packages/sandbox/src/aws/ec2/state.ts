// What EC2 holds of the networks.

export interface Subnet {
  subnetId: string;
  accountId: string;
  region: string;
  availabilityZone: string;
  /** The zone's name in all accounts: `euc1-az2`. */
  availabilityZoneId: string;
  vpcId: string;
  cidrBlock: string;
  availableIpAddressCount: number;
  /** Its tag Name, which people know it by; not every subnet has one. */
  name?: string;
}

export interface Vpc {
  vpcId: string;
  accountId: string;
  region: string;
  cidrBlock: string;
  dnsSupport: boolean;
  dnsHostnames: boolean;
}

export interface SecurityGroup {
  groupId: string;
  groupName: string;
  description: string;
  accountId: string;
  region: string;
  vpcId: string;
}
