import type { BindingIdentity } from 'backstage-plugin-humanitec-eks-common';
import { instantTimings, Timings } from 'sandbox';

/** Copies of one cluster, as the sandbox's controls take them. */
export interface CopyRequest {
  replace: Record<string, string>;
  version: string;
  reachable: boolean;
}

/** The controls of a sandbox that listens at this address. */
export function sandboxControls(url: string) {
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/_sandbox${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${text}`);
    }
    return JSON.parse(text);
  };
  return {
    /** @returns those before */
    async setTimings(timings: Timings | 'instant'): Promise<Timings> {
      const before = await call('GET', '/timings');
      const after = timings === 'instant' ? instantTimings : timings;
      await call('PATCH', '/timings', after);
      return before;
    },
    async copy(
      { organization, awsAccountId, region, clusterName }: BindingIdentity,
      clusters: CopyRequest[],
    ): Promise<void> {
      await call(
        'POST',
        `/clusters/${awsAccountId}/${region}/${clusterName}/copies`,
        { organization, clusters },
      );
    },
  };
}
