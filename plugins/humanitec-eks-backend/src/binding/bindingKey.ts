import type { ClusterBinding } from './bindingOfEntity';

/** What is kept of a binding has this key, whoever asks. */
export function bindingKey(what: string, binding: ClusterBinding): string {
  const { organization, awsAccountId, region, clusterName, clusterDefinition } =
    binding;
  return [
    what,
    organization,
    awsAccountId,
    region,
    clusterName,
    clusterDefinition ?? '',
  ].join('/');
}
