import type { BindingSpec } from 'backstage-plugin-humanitec-eks-common';
import type { FoundObjects } from '../kubernetes/objects';
import { liveOptions } from './agentDeployment';
import { DEFAULT_NO_PROXY, DEFAULT_REPLICAS } from './agentManifests';
import { DEFAULT_IMAGE } from './agentPod';

/** The options of an agent that is there, without those that are as usual. */
export function agentOptions(
  objects: FoundObjects | undefined,
): BindingSpec['agent'] {
  const { image, replicas, proxy } = liveOptions(objects);
  return {
    image: image === DEFAULT_IMAGE ? undefined : image,
    replicas: replicas === DEFAULT_REPLICAS ? undefined : replicas,
    proxy: proxyOptions(proxy),
  };
}

function proxyOptions({
  httpProxy,
  httpsProxy,
  // An empty text asks for none where a proxy would bring the usual one.
  noProxy = '',
}: NonNullable<BindingSpec['agent']['proxy']>): BindingSpec['agent']['proxy'] {
  const isProxied = httpProxy || httpsProxy;
  if (!isProxied) return noProxy ? { noProxy } : undefined;
  return {
    ...(httpProxy && { httpProxy }),
    ...(httpsProxy && { httpsProxy }),
    ...(noProxy !== DEFAULT_NO_PROXY && { noProxy }),
  };
}
