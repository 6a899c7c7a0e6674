import type { Cluster } from '@aws-sdk/client-eks';
import {
  BindingInput,
  bindingMark,
  MARK_KEY,
} from 'backstage-plugin-humanitec-eks-common';
import { exampleSpec } from '../__testUtils__/exampleSpec';
import { createClusterInput, planCluster } from './eksCluster';

const roles = { clusterRoleArn: 'arn:c', nodeRoleArn: 'arn:n' };
const subnetIds = ['subnet-0a', 'subnet-0b'];
const live: Cluster = {
  name: 'eks-automode-prod',
  status: 'ACTIVE',
  version: '1.36',
  accessConfig: { authenticationMode: 'API' },
  resourcesVpcConfig: {
    subnetIds: ['subnet-0b', 'subnet-0a'],
    endpointPrivateAccess: true,
    endpointPublicAccess: false,
  },
  computeConfig: { enabled: true, nodePools: ['system', 'general-purpose'] },
  kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: true } },
  storageConfig: { blockStorage: { enabled: true } },
  upgradePolicy: { supportType: 'STANDARD' },
  tags: { [MARK_KEY]: bindingMark(exampleSpec()) },
};

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

  it('has the same token as long as it asks for the same', () => {
    const token = (input: Partial<BindingInput>) =>
      createClusterInput(exampleSpec(input), roles).clientRequestToken;
    expect(token({ cluster: { subnetIds } })).toBe(
      token({ cluster: { subnetIds } }),
    );
    expect(token({ cluster: { subnetIds } })).not.toBe(token({}));
    // EKS takes 33 to 126 characters.
    expect(token({})).toHaveLength(64);
  });
});

describe('a cluster', () => {
  it.each<
    [string, Partial<Cluster> | undefined, BindingInput['cluster'], string[]]
  >([
    ['absent is created', undefined, {}, ['create']],
    [
      'in sync is left alone',
      {},
      { subnetIds, nodePools: ['general-purpose', 'system'] },
      [],
    ],
    [
      'with a public endpoint is changed',
      {
        resourcesVpcConfig: {
          ...live.resourcesVpcConfig,
          endpointPublicAccess: true,
        },
      },
      {},
      ['update'],
    ],
    [
      'without Auto Mode is changed',
      { computeConfig: { enabled: false } },
      {},
      ['update'],
    ],
    [
      'with another support type is changed when one is asked for',
      {},
      { supportType: 'EXTENDED' },
      ['update'],
    ],
    [
      'without deletion protection is changed when it is asked for',
      {},
      { deletionProtection: true },
      ['update'],
    ],
    [
      'without its owner is tagged',
      {},
      { owner: 'group:default/a' },
      ['update'],
    ],
    ['of another version is refused', {}, { version: '1.35' }, ['refuse']],
    [
      'without access entries is refused',
      { accessConfig: { authenticationMode: 'CONFIG_MAP' } },
      {},
      ['refuse'],
    ],
    ['FAILED is refused', { status: 'FAILED' }, {}, ['refuse']],
    ['DELETING is refused', { status: 'DELETING' }, {}, ['refuse']],
    ['of somebody else is refused', { tags: {} }, {}, ['refuse']],
  ])('that is %s', (_, drift, options, actions) => {
    const found = drift && { ...live, ...drift };
    const changes = planCluster(exampleSpec({ cluster: options }), found);
    expect(changes.map(({ action }) => action)).toEqual(actions);
  });

  it('that FAILED is refused with its health issues', () => {
    const [change] = planCluster(exampleSpec(), {
      ...live,
      status: 'FAILED',
      health: { issues: [{ code: 'AccessDenied', message: 'no KMS grant' }] },
    });
    expect(change.reason).toContain('AccessDenied: no KMS grant');
  });
});
