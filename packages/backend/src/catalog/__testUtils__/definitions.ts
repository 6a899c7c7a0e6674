/** A resource definition for a cluster, as it is posted to Humanitec. */
export function clusterDefinition(
  id: string,
  given: {
    name?: string;
    clusterName?: string;
    region?: string;
    cloudAccount?: string;
    driver?: string;
    criteria?: Record<string, string>[];
  } = {},
) {
  return {
    id,
    name: given.name ?? `Cluster ${id}`,
    type: 'k8s-cluster',
    driver_type: given.driver ?? 'humanitec/k8s-cluster-eks',
    driver_account: given.cloudAccount,
    driver_inputs: {
      values: {
        name: given.clusterName ?? id,
        region: given.region ?? 'eu-central-1',
      },
    },
    criteria: given.criteria ?? [],
  };
}

/** The same, with the mark of these plugins in its name. */
export function markedDefinition(
  id: string,
  {
    awsAccountId = '111122223333',
    region = 'eu-central-1',
    clusterName = id,
    ...given
  }: {
    awsAccountId?: string;
    region?: string;
    clusterName?: string;
    criteria?: Record<string, string>[];
  } = {},
) {
  return clusterDefinition(id, {
    name: `Cluster ${id} [humanitec-eks ${awsAccountId}/${region}/${clusterName}]`,
    region,
    clusterName,
    ...given,
  });
}
