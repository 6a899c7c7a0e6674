import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  BindingIdentity,
  bindingSpec,
  parseHumanitecMark,
} from 'backstage-plugin-humanitec-eks-common';
import {
  clusterOwner,
  describeFailure,
  findCluster,
  HumanitecEksService,
} from 'backstage-plugin-humanitec-eks-node';

/** A bound cluster, with what AWS says of it where AWS answers. */
export interface BoundCluster extends BindingIdentity {
  clusterDefinition: string;
  owner: string;
  links: { title: string; url: string }[];
  kubernetes?: {
    endpoint: string;
    certificateAuthority: string;
    /** The IAM role that Backstage uses there. */
    roleArn: string;
  };
}

/**
 * Every cluster whose definition carries our mark.
 *
 * @throws HumanitecError; what AWS refuses is logged and left out
 */
export async function findBoundClusters(
  organization: string,
  service: HumanitecEksService,
  signal: AbortSignal,
  logger: LoggerService,
): Promise<BoundCluster[]> {
  const definitions = await service
    .humanitec(organization, signal)
    .listDefinitions();
  const marked = definitions.flatMap(({ id, name, type }) => {
    const mark = parseHumanitecMark(name);
    return type === 'k8s-cluster' && mark
      ? [{ organization, ...mark, clusterDefinition: id }]
      : [];
  });
  return Promise.all(
    marked.map(async cluster => {
      try {
        return await withAwsFacts(cluster, service, signal);
      } catch (error) {
        logger.warn(
          `Cluster ${
            cluster.clusterName
          } is in the catalog without what AWS knows of it: ${describeFailure(
            error,
          )}`,
        );
        return withoutAwsFacts(cluster, service);
      }
    }),
  );
}

type Marked = BindingIdentity & { clusterDefinition: string };

async function withAwsFacts(
  cluster: Marked,
  service: HumanitecEksService,
  signal: AbortSignal,
): Promise<BoundCluster> {
  const { clusterDefinition, ...identity } = cluster;
  const aws = await service.aws(identity.awsAccountId, identity.region, signal);
  const found = await findCluster(aws, cluster.clusterName);
  const plain = withoutAwsFacts(cluster, service);
  const { endpoint, certificateAuthority } = found ?? {};
  return {
    ...plain,
    owner: (await clusterOwner(identity, found, aws)) ?? plain.owner,
    kubernetes:
      endpoint && certificateAuthority?.data
        ? {
            endpoint,
            certificateAuthority: certificateAuthority.data,
            roleArn: await aws.callerPrincipalArn(),
          }
        : undefined,
  };
}

function withoutAwsFacts(
  cluster: Marked,
  service: HumanitecEksService,
): BoundCluster {
  const { clusterDefinition, ...identity } = cluster;
  const { humanitecDefinition, awsCluster } = service.links(
    bindingSpec({ ...identity, names: { clusterDefinition } }),
  );
  return {
    ...cluster,
    owner: service.config.defaultOwner,
    links: [
      { title: 'Definition in Humanitec', url: humanitecDefinition },
      { title: 'Cluster in AWS', url: awsCluster },
    ],
  };
}
