import { clusterArn, parseArn } from './arn';
import { SecurityGroup, Subnet, Vpc } from './ec2/state';
import { LateFailure } from '../faults';
import { MadeByRequest } from './eks/requestToken';
import { defaultQuotas, Quotas } from './iam/quotas';

/** One AWS account and what IAM holds of it. */
export interface Account {
  id: string;
  /** By user name. */
  users: Map<string, User>;
  /** By role name in lower case: IAM names are unique whatever their case. */
  roles: Map<string, Role>;
  /** Customer managed policies, by policy name in lower case. */
  policies: Map<string, Policy>;
  /** By ARN. */
  oidcProviders: Map<string, OidcProvider>;
  quotas: Quotas;
}

export interface User {
  arn: string;
  userName: string;
  /** AIDA… */
  userId: string;
  accountId: string;
  /** ARN of an attached policy → when it was attached. */
  attachedPolicies: Map<string, number>;
  /** Policy name → document, JSON. */
  inlinePolicies: Map<string, string>;
}

export interface Role {
  arn: string;
  roleName: string;
  /** AROA…, new each time a role of this name is created. */
  roleId: string;
  accountId: string;
  path: string;
  description?: string;
  /** Seconds. */
  maxSessionDuration: number;
  permissionsBoundary?: string;
  tags: Map<string, string>;
  /** The trust policy, JSON. */
  assumeRolePolicyDocument: string;
  /** The trust policy that stays in force until the last change has spread. */
  previousTrustPolicyDocument?: string;
  /** Unique IDs of the principals that the trust policy names, by ARN. */
  trustedIds: Map<string, string>;
  /** ARN of an attached policy → when it was attached. */
  attachedPolicies: Map<string, number>;
  /** Policy name → document, JSON. */
  inlinePolicies: Map<string, string>;
  /** Times are in milliseconds since the epoch. */
  createdAt: number;
  /** When the role was created or its trust policy last changed. */
  changedAt: number;
}

export interface Policy {
  arn: string;
  policyName: string;
  /** ANPA… */
  policyId: string;
  path: string;
  description?: string;
  tags: Map<string, string>;
  versions: PolicyVersion[];
  /** Number of the next version. */
  nextVersion: number;
  defaultVersionId: string;
  createdAt: number;
  updatedAt: number;
}

export interface PolicyVersion {
  versionId: string;
  document: string;
  createdAt: number;
}

export interface OidcProvider {
  arn: string;
  /** Without the scheme. */
  url: string;
  clientIds: string[];
  thumbprints: string[];
  tags: Map<string, string>;
  createdAt: number;
}

/** An access key, of a user or of a session that AssumeRole gave out. */
export interface AccessKey {
  accessKeyId: string;
  secretAccessKey: string;
  accountId: string;
  owner:
    | { kind: 'user'; userName: string }
    | {
        kind: 'session';
        roleArn: string;
        roleId: string;
        sessionName: string;
        sessionToken: string;
        expiresAt: number;
      };
}

export interface AccessEntry extends MadeByRequest {
  arn: string;
  principalArn: string;
  /** The principal's unique ID when the entry was made: stale once the role is made anew. */
  principalId: string;
  type: string;
  username: string;
  kubernetesGroups: string[];
  tags: Map<string, string>;
  policies: AssociatedPolicy[];
  createdAt: number;
  /** When groups, user name or policies last changed. */
  changedAt: number;
}

export interface AssociatedPolicy {
  policyArn: string;
  accessScope: { type: 'cluster' | 'namespace'; namespaces: string[] };
  associatedAt: number;
  modifiedAt: number;
}

/** A managed node group. */
export interface Nodegroup extends MadeByRequest {
  arn: string;
  name: string;
  nodeRole: string;
  subnetIds: string[];
  instanceTypes: string[];
  capacityType: 'ON_DEMAND' | 'SPOT';
  scaling: { minSize: number; maxSize: number; desiredSize: number };
  tags: Map<string, string>;
  /** The private DNS names of its nodes. */
  nodeNames: string[];
  createdAt: number;
}

export interface PodIdentityAssociation extends MadeByRequest {
  associationId: string;
  associationArn: string;
  namespace: string;
  serviceAccount: string;
  roleArn: string;
  targetRoleArn?: string;
  externalId?: string;
  disableSessionTags: boolean;
  policy?: string;
  tags: Map<string, string>;
  createdAt: number;
  modifiedAt: number;
}

/** What CreateCluster settles and UpdateClusterConfig may change. */
export interface ClusterConfig {
  version: string;
  roleArn: string;
  subnetIds: string[];
  securityGroupIds: string[];
  endpointPublicAccess: boolean;
  endpointPrivateAccess: boolean;
  publicAccessCidrs: string[];
  authenticationMode: 'API' | 'API_AND_CONFIG_MAP' | 'CONFIG_MAP';
  /** EKS Auto Mode: compute, load balancing and block storage together. */
  autoMode: boolean;
  nodePools: string[];
  nodeRoleArn?: string;
  serviceIpv4Cidr: string;
  ipFamily: 'ipv4' | 'ipv6';
  supportType: 'STANDARD' | 'EXTENDED';
  deletionProtection: boolean;
  zonalShift: boolean;
  /** Control plane log types that are on. */
  logTypes: string[];
  encryptionConfig: { resources?: string[]; provider?: { keyArn?: string } }[];
}

export interface ClusterUpdate extends MadeByRequest {
  id: string;
  type: string;
  params: { type: string; value: string }[];
  /** What it changes; in force as soon as the update is over. */
  change: Partial<ClusterConfig>;
  /** Why it fails, when it does. */
  failure?: LateFailure;
  createdAt: number;
  over: boolean;
}

export interface Cluster extends MadeByRequest {
  arn: string;
  name: string;
  accountId: string;
  region: string;
  /** A UUID: part of the OIDC issuer's address. */
  id: string;
  vpcId: string;
  /** The availability zones of its first subnets, which later ones must be in. */
  zones: string[];
  clusterSecurityGroupId: string;
  config: ClusterConfig;
  tags: Map<string, string>;
  /** By principal ARN. */
  accessEntries: Map<string, AccessEntry>;
  podIdentityAssociations: Map<string, PodIdentityAssociation>;
  /** By name. */
  nodegroups: Map<string, Nodegroup>;
  updates: ClusterUpdate[];
  /** The cluster's own certificate authority, PEM. */
  ca: { cert: string; key: string };
  /** Where its Kubernetes API listens; DescribeCluster shows it once ACTIVE. */
  endpoint?: string;
  createdAt: number;
  /** When DeleteCluster was called. */
  deletedAt?: number;
  /** What its health shows, whatever its status. */
  issues: LateFailure[];
  /** Why its creation fails, or its deletion has failed. */
  failure?: LateFailure;
  /** Why its deletion is going to fail. */
  deletionFailure?: LateFailure;
}

/** STS, IAM, EKS and EC2 of every account that the world knows. */
export class AwsState {
  readonly accounts = new Map<string, Account>();
  readonly accessKeys = new Map<string, AccessKey>();
  readonly vpcs = new Map<string, Vpc>();
  readonly subnets = new Map<string, Subnet>();
  readonly securityGroups = new Map<string, SecurityGroup>();
  /** By ARN, with those that are being deleted. */
  readonly clusters = new Map<string, Cluster>();

  account(id: string): Account {
    const account = this.accounts.get(id);
    if (!account) throw new Error(`the sandbox has no AWS account ${id}`);
    return account;
  }

  addAccount(id: string): Account {
    const account: Account = {
      id,
      users: new Map(),
      roles: new Map(),
      policies: new Map(),
      oidcProviders: new Map(),
      quotas: { ...defaultQuotas },
    };
    this.accounts.set(id, account);
    return account;
  }

  findRole(arn: string): Role | undefined {
    const { accountId, resource } = parseArn(arn) ?? {};
    const name = resource?.split('/').at(-1)?.toLowerCase();
    const role = this.accounts.get(accountId ?? '')?.roles.get(name ?? '');
    return role?.arn === arn ? role : undefined;
  }

  findUser(arn: string): User | undefined {
    const { accountId, resource } = parseArn(arn) ?? {};
    const name = resource?.split('/').at(-1);
    const user = this.accounts.get(accountId ?? '')?.users.get(name ?? '');
    return user?.arn === arn ? user : undefined;
  }

  /** A cluster that exists and is not being deleted. */
  findCluster(id: {
    accountId: string;
    region: string;
    name: string;
  }): Cluster | undefined {
    return this.clusterByArn(clusterArn(id));
  }

  /** A cluster that exists and is not being deleted. */
  clusterByArn(arn: string): Cluster | undefined {
    const cluster = this.clusters.get(arn);
    return cluster?.deletedAt === undefined ? cluster : undefined;
  }
}
