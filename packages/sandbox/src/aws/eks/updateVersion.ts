import { z } from 'zod';
import { restOperation } from '../restJson';
import { findUsableCluster } from './clusterStatus';
import { invalidParameter } from './errors';
import { requestToken } from './shapes';
import { param, startUpdate } from './startUpdate';
import { isOffered } from './versions';

/** One minor version up at a time (EKS User Guide, update cluster). */
export const UpdateClusterVersion = restOperation({
  method: 'post',
  path: '/clusters/:name/updates',
  write: true,
  input: z.object({
    name: z.string(),
    version: z.string(),
    force: z.boolean().optional(),
    clientRequestToken: requestToken,
  }),
  run: (call, request) => {
    const { name, version } = request;
    const cluster = findUsableCluster(call, name);
    return startUpdate(call, cluster, request, () => {
      const { version: present } = cluster.config;
      if (version === present) {
        throw invalidParameter(
          `Cluster is already at version ${version}`,
          name,
        );
      }
      if (
        !isOffered(version, call.world.clock.now()) ||
        minorOf(version) !== minorOf(present) + 1
      ) {
        throw invalidParameter(
          `Unsupported Kubernetes minor version update from ${present} to ${version}`,
          name,
        );
      }
      return {
        type: 'VersionUpdate',
        change: { version },
        params: [param('Version', version), param('PlatformVersion', 'eks.1')],
      };
    });
  },
});

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}
