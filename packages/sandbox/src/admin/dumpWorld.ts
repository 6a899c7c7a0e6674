import { clusterStatus, settleClusters } from '../aws/eks/clusterStatus';
import { settle } from '../kubernetes/controllers/settle';
import { World } from '../world';
import { canonical } from './canonical';

/**
 * Everything that the three systems hold: equal as long as nothing has changed, secrets as digests.
 *
 * Sessions are left out, since to assume a role changes nothing; so is Humanitec's audit log.
 */
export function dumpWorld(world: World) {
  settleClusters(world);
  for (const cluster of world.aws.clusters.values()) {
    // What is in a cluster that nobody has looked into is there all the same.
    if (clusterStatus(world, cluster) === 'ACTIVE') settle(world, cluster);
  }
  const { accessKeys, ...aws } = world.aws;
  const userKeys = [...accessKeys.values()].filter(
    ({ owner }) => owner.kind === 'user',
  );
  const { organizations, ...humanitec } = world.humanitec;
  return canonical({
    aws: { ...aws, accessKeys: userKeys },
    humanitec: {
      ...humanitec,
      organizations: Array.from(
        organizations.values(),
        ({ audit, ...organization }) => organization,
      ),
    },
    kubernetes: Object.fromEntries(
      world.kubernetes
        .all()
        .map(([cluster, api]) => [
          cluster.arn,
          Object.fromEntries(
            api.store
              .all()
              .map(({ object }) => [
                [
                  object.apiVersion,
                  object.kind,
                  object.metadata.namespace ?? '',
                  object.metadata.name,
                ].join('/'),
                object,
              ]),
          ),
        ]),
    ),
  });
}
