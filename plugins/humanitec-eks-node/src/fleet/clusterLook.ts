import type {
  BindingIdentity,
  Criterion,
  Verdict,
} from 'backstage-plugin-humanitec-eks-common';

/** A cluster of the fleet, and what the look before has found. */
export interface FleetMember extends BindingIdentity {
  /** Its k8s-cluster definition, where it is known; else its mark is looked for. */
  clusterDefinition?: string;
  before?: ClusterLook;
}

/** What a few calls have told of one bound cluster. */
export interface ClusterLook {
  /** What the cluster's own report finds may be worse. */
  verdict: Verdict;
  /** The worst of what was found, in one line; undefined when all is well. */
  reason?: string;
  kubernetesVersion?: string;
  agent?: { ready: number; wanted: number };
  /** Who lands here. */
  criteria: Criterion[];
  /** How many environments the next deployment brings here. */
  environments?: number;
  /** The access role, once its access entry was seen: no other call tells a role of another name. */
  accessRoleArn?: string;
  /** The Kubernetes API could not be reached, and is left alone for a while. */
  unreachable?: { since: string; reason: string };
  /** ISO 8601: when the look began. */
  observedAt: string;
}
