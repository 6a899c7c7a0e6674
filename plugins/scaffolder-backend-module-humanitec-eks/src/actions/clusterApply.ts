import type { HumanitecEksService } from 'backstage-plugin-humanitec-eks-node';
import { createApplyAction } from './createApplyAction';
import { example } from './example';

/** Creates `humanitec-eks:cluster:apply`. */
export function createClusterApply(options: { service: HumanitecEksService }) {
  return createApplyAction({
    ...options,
    part: 'cluster',
    description:
      'Makes a private EKS Auto Mode cluster with its IAM roles, or brings one to what is asked for. Starts the creation and does not wait for it: humanitec-eks:cluster:await does. Roles that somebody else made are used as they are when they have the policies and the trust that EKS Auto Mode needs; AmazonEKSBlockStoragePolicy will do there, while roles of ours get AmazonEKSBlockStoragePolicyV2.',
    sections: ['aws', 'cluster'],
    outputs: {
      clusterName: {
        description: 'Name of the cluster',
        value: spec => spec.clusterName,
      },
    },
    examples: [
      example('Start to create a cluster', 'humanitec-eks:cluster:apply', {
        cluster: {
          version: '1.36',
          subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
          owner: 'group:default/platform-team',
        },
      }),
      example(
        'Use IAM roles that all clusters of the account share',
        'humanitec-eks:cluster:apply',
        {
          names: {
            clusterRole: 'AmazonEKSAutoClusterRole',
            nodeRole: 'AmazonEKSAutoNodeRole',
          },
          cluster: {
            subnetIds: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
            logging: ['api', 'audit'],
            zonalShift: true,
          },
        },
      ),
    ],
  });
}
