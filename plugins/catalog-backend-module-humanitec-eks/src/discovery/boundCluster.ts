import type { BindingIdentity } from 'backstage-plugin-humanitec-eks-common';

/** A cluster that is bound in a Humanitec organization, whoever bound it. */
export interface BoundCluster extends BindingIdentity {
  /** The definition that the binding is about. */
  clusterDefinition: string;
  /** All that lead to this cluster, this one among them. */
  definitionIds: string[];
  /** Bound by these plugins. */
  isOurs: boolean;
  /** Environment types of its matching criteria. */
  envTypes: string[];
}
