import { bindingKey } from 'backstage-plugin-humanitec-eks-common';
import type { ClusterBinding } from './bindingOfEntity';

/** What is kept of a binding has this key in the cache, whoever asks. */
export function keptKey(what: string, binding: ClusterBinding): string {
  return [what, bindingKey(binding), binding.clusterDefinition ?? ''].join('/');
}
