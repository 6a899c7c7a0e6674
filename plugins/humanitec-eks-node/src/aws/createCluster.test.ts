import type { BindingInput } from 'backstage-plugin-humanitec-eks-common';
import { exampleSpec } from '../__testUtils__/exampleSpec';
import { createClusterInput, creationToken } from './createCluster';

const roles = { clusterRoleArn: 'arn:c', nodeRoleArn: 'arn:n' };
const subnetIds = ['subnet-0a', 'subnet-0b'];

describe('the request for a cluster', () => {
  const spec = exampleSpec({ cluster: { subnetIds } });

  it('asks for a private Auto Mode cluster with access entries only', () => {
    expect(createClusterInput(spec, roles)).toMatchObject({
      resourcesVpcConfig: {
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
      },
      accessConfig: {
        authenticationMode: 'API',
        bootstrapClusterCreatorAdminPermissions: false,
      },
      bootstrapSelfManagedAddons: false,
      computeConfig: { enabled: true },
      kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: true } },
      storageConfig: { blockStorage: { enabled: true } },
      upgradePolicy: { supportType: 'STANDARD' },
    });
  });

  it('asks for what is given, and leaves the rest to EKS', () => {
    const asked = exampleSpec({
      cluster: {
        subnetIds,
        securityGroupIds: ['sg-0a'],
        logging: ['audit', 'api'],
        zonalShift: true,
        encryptionKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/a',
        deletionProtection: true,
      },
    });
    expect(createClusterInput(asked, roles)).toMatchObject({
      resourcesVpcConfig: { subnetIds, securityGroupIds: ['sg-0a'] },
      logging: {
        clusterLogging: [
          { types: ['api', 'audit'], enabled: true },
          {
            types: ['authenticator', 'controllerManager', 'scheduler'],
            enabled: false,
          },
        ],
      },
      zonalShiftConfig: { enabled: true },
      encryptionConfig: [
        {
          provider: { keyArn: 'arn:aws:kms:eu-central-1:111122223333:key/a' },
        },
      ],
      deletionProtection: true,
    });
    expect(createClusterInput(spec, roles)).toMatchObject({
      version: undefined,
      logging: undefined,
      zonalShiftConfig: undefined,
      encryptionConfig: undefined,
      deletionProtection: undefined,
    });
  });

  it('has the same token as long as it asks for the same', () => {
    const token = (input: Partial<BindingInput>, roleId = 'AROA1') =>
      creationToken(createClusterInput(exampleSpec(input), roles), roleId);
    expect(token({ cluster: { subnetIds } })).toBe(
      token({ cluster: { subnetIds } }),
    );
    expect(token({ cluster: { subnetIds } })).not.toBe(token({}));
    // Of a cluster that is made again after everything was deleted.
    expect(token({}, 'AROA2')).not.toBe(token({}));
    // EKS takes 33 to 126 characters.
    expect(token({})).toHaveLength(64);
  });
});
