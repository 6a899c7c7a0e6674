import type { Cluster } from '@aws-sdk/client-eks';
import type { BindingInput } from 'backstage-plugin-humanitec-eks-common';
import { exampleSpec } from '../__testUtils__/exampleSpec';
import { ClusterUpdate, clusterUpdates } from './clusterUpdates';

const nodeRoleArn = 'arn:aws:iam::111122223333:role/nodes';
const live: Cluster = {
  name: 'eks-automode-prod',
  status: 'ACTIVE',
  resourcesVpcConfig: {
    subnetIds: ['subnet-0b', 'subnet-0a'],
    securityGroupIds: ['sg-0b', 'sg-0a'],
    endpointPrivateAccess: true,
    endpointPublicAccess: false,
  },
  computeConfig: {
    enabled: true,
    nodePools: ['system', 'general-purpose'],
    nodeRoleArn,
  },
  kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: true } },
  storageConfig: { blockStorage: { enabled: true } },
  upgradePolicy: { supportType: 'STANDARD' },
  logging: {
    clusterLogging: [
      { types: ['api'], enabled: true },
      { types: ['audit'], enabled: false },
    ],
  },
  zonalShiftConfig: { enabled: false },
  deletionProtection: false,
};
/** Everything that can be asked for, as it is. */
const asked: BindingInput['cluster'] = {
  subnetIds: ['subnet-0a', 'subnet-0b'],
  securityGroupIds: ['sg-0a', 'sg-0b'],
  nodePools: ['general-purpose', 'system'],
  supportType: 'STANDARD',
  logging: ['api'],
  zonalShift: false,
  deletionProtection: false,
};
const updates = (
  options: BindingInput['cluster'],
  found: Cluster = live,
): ClusterUpdate[] =>
  clusterUpdates(exampleSpec({ cluster: options }), found, nodeRoleArn);

const autoMode = {
  kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: true } },
  storageConfig: { blockStorage: { enabled: true } },
};

describe('the updates of a cluster', () => {
  it('are none when it is as asked for, in whatever order', () => {
    expect(updates(asked)).toEqual([]);
  });

  it('are none when nothing was asked for, whatever it has', () => {
    const other: Cluster = {
      ...live,
      upgradePolicy: { supportType: 'EXTENDED' },
      zonalShiftConfig: { enabled: true },
      deletionProtection: true,
      logging: { clusterLogging: [{ types: ['audit'], enabled: true }] },
      computeConfig: { ...live.computeConfig, nodePools: ['system'] },
    };
    expect(updates({}, other)).toEqual([]);
  });

  it.each<
    [
      string,
      BindingInput['cluster'],
      ClusterUpdate['request'],
      unknown,
      unknown,
    ]
  >([
    [
      'resourcesVpcConfig.subnetIds',
      { subnetIds: ['subnet-0a', 'subnet-0c'] },
      { resourcesVpcConfig: { subnetIds: ['subnet-0a', 'subnet-0c'] } },
      ['subnet-0a', 'subnet-0b'],
      ['subnet-0a', 'subnet-0c'],
    ],
    [
      'resourcesVpcConfig.securityGroupIds',
      { securityGroupIds: ['sg-0c'] },
      { resourcesVpcConfig: { securityGroupIds: ['sg-0c'] } },
      ['sg-0a', 'sg-0b'],
      ['sg-0c'],
    ],
    [
      'logging',
      { logging: ['audit'] },
      {
        logging: {
          clusterLogging: [
            { types: ['audit'], enabled: true },
            {
              types: ['api', 'authenticator', 'controllerManager', 'scheduler'],
              enabled: false,
            },
          ],
        },
      },
      ['api'],
      ['audit'],
    ],
    [
      'upgradePolicy.supportType',
      { supportType: 'EXTENDED' },
      { upgradePolicy: { supportType: 'EXTENDED' } },
      'STANDARD',
      'EXTENDED',
    ],
    [
      'zonalShiftConfig.enabled',
      { zonalShift: true },
      { zonalShiftConfig: { enabled: true } },
      false,
      true,
    ],
    [
      'deletionProtection',
      { deletionProtection: true },
      { deletionProtection: true },
      false,
      true,
    ],
    [
      'computeConfig.nodePools',
      { nodePools: ['system'] },
      {
        computeConfig: { enabled: true, nodePools: ['system'], nodeRoleArn },
        ...autoMode,
      },
      ['general-purpose', 'system'],
      ['system'],
    ],
  ])('are one for %s', (path, options, request, from, to) => {
    expect(updates({ ...asked, ...options })).toEqual([
      { fields: [{ path, from, to }], request },
    ]);
  });

  it('close the public endpoint', () => {
    const open = {
      ...live,
      resourcesVpcConfig: {
        ...live.resourcesVpcConfig,
        endpointPublicAccess: true,
      },
    };
    expect(updates({}, open)).toMatchObject([
      {
        request: {
          resourcesVpcConfig: {
            endpointPrivateAccess: true,
            endpointPublicAccess: false,
          },
        },
      },
    ]);
  });

  it('switch Auto Mode on with all three switches, node pools and node role', () => {
    const off: Cluster = {
      ...live,
      computeConfig: { enabled: false },
      kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: false } },
      storageConfig: { blockStorage: { enabled: false } },
    };
    expect(updates({}, off).map(({ request }) => request)).toEqual([
      {
        computeConfig: {
          enabled: true,
          nodePools: ['general-purpose', 'system'],
          nodeRoleArn,
        },
        ...autoMode,
      },
    ]);
  });

  it('leave a cluster alone that has node pools of its own only', () => {
    const own = { ...live, computeConfig: { enabled: true, nodePools: [] } };
    expect(updates({}, own)).toEqual([]);
  });

  it('are several where several things differ, one sort each', () => {
    const found = updates({
      supportType: 'EXTENDED',
      deletionProtection: true,
      securityGroupIds: ['sg-0c'],
    });
    expect(found.map(({ request }) => Object.keys(request))).toEqual([
      ['resourcesVpcConfig'],
      ['upgradePolicy'],
      ['deletionProtection'],
    ]);
  });
});
