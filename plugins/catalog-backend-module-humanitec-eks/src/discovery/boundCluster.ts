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

/** The same for the same binding, and for no other. */
export function bindingKey(binding: BindingIdentity): string {
  return `${binding.organization}/${clusterKey(binding)}`;
}

/** The same for the same cluster, whichever organizations it is bound in. */
export function clusterKey({
  awsAccountId,
  region,
  clusterName,
}: Omit<BindingIdentity, 'organization'>): string {
  return `${awsAccountId}/${region}/${clusterName}`;
}
