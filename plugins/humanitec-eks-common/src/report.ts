import type { BindingNames } from './names';
import type { PartId } from './parts';
import type { BindingInput, Criterion } from './spec';
import type { PartStatus, Verdict } from './status';

/**
 * A binding as it is at one moment: answer of
 * `GET /v1/entity/:namespace/:kind/:name/binding`. It may be some seconds old;
 * with `?fresh=true` at most two seconds older than the request.
 */
export interface BindingReport {
  organization: string;
  awsAccountId: string;
  region: string;
  clusterName: string;
  verdict: Verdict;
  parts: PartStatus[];
  /** What the parts were compared with, so that a repair can ask for the same. */
  spec: {
    names: BindingNames;
    /** Who was asked to land here. */
    criteria: Criterion[];
    subnetIds: string[];
    owner?: string;
    /** Somebody else made the cluster: it is bound as it is, and never changed or deleted. */
    existingCluster: boolean;
    /** Where the access role and its policy are, when not under `/`. */
    iamPath?: string;
    /** Permissions boundary of the access role. */
    permissionsBoundary?: string;
    /** Tags of the access role besides our own. */
    tags?: Record<string, string>;
    /** How Humanitec proves itself to AWS, when not with an external ID. */
    accountType?: 'aws-role' | 'aws-identity';
    /** Backstage has given up its own access to the cluster, on purpose. */
    accessRevoked?: boolean;
    /** Options of the agent and of the runner that differ from their defaults. */
    agent?: BindingInput['agent'];
    runner?: BindingInput['runner'];
  };
  /** Undefined while the cluster is not known. */
  version?: {
    current: string;
    /** Dates, `2027-03-23`; the support that the cluster's upgrade policy pays for. */
    standardSupportEnds?: string;
    extendedSupportEnds?: string;
    supportType?: 'STANDARD' | 'EXTENDED';
  };
  /** Undefined while the cluster does not tell. */
  agent?: {
    ready: number;
    wanted: number;
    /** Date on which the newest key that is used expires. */
    keyExpires?: string;
  };
  /** The Humanitec Operator, which Direct mode needs; undefined when it cannot be told. */
  operator?: 'ready' | 'notReady' | 'missing' | 'notNeeded';
  /** Who lands here: the rules that are there; undefined when Humanitec does not tell. */
  criteria?: Criterion[];
  /** How many environments the next deployment brings here; undefined when Humanitec does not tell. */
  landsHere?: { applications: number; environments: number };
  /** Where a part is seen in the console of its system. */
  links: { part: PartId; url: string }[];
  /** ISO 8601. */
  observedAt: string;
}

/** Answer of `GET /v1/entity/:namespace/:kind/:name/environments`: who runs there, or will. */
export interface BindingEnvironments {
  /** By application, then environment. */
  items: BindingEnvironment[];
  /** How many there are; more than `items` holds when there are very many. */
  total: number;
  /** ISO 8601. */
  observedAt: string;
}

export interface BindingEnvironment {
  appId: string;
  envId: string;
  envType: string;
  /**
   * `here` is deployed there and stays; `comes` goes there with its next
   * deployment; `leaves` is deployed there and goes elsewhere with its next.
   */
  state: 'here' | 'comes' | 'leaves';
  /** Undefined when there was none yet. */
  lastDeployment?: {
    id: string;
    status: 'pending' | 'in progress' | 'succeeded' | 'failed';
    /** ISO 8601. */
    at: string;
    by?: string;
    comment?: string;
  };
}

/**
 * Answer of `GET /v1/entity/:namespace/:kind/:name/history`: tasks of the
 * scaffolder that the caller may see and whose parameters name this cluster.
 */
export interface BindingHistory {
  /** The latest first. */
  items: BindingTask[];
  /** How many of the latest tasks were looked at, and whether these were all. */
  searched: number;
  complete: boolean;
}

export interface BindingTask {
  id: string;
  /** `template:default/onboard-private-eks-cluster`, and its title. */
  templateRef?: string;
  title?: string;
  status: string;
  /** ISO 8601. */
  createdAt: string;
  lastHeartbeatAt?: string;
  /** Reference of the user. */
  createdBy?: string;
}
