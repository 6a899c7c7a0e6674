import type { Cluster } from '@aws-sdk/client-eks';
import {
  BindingInput,
  bindingMark,
  MARK_KEY,
} from 'backstage-plugin-humanitec-eks-common';
import { exampleSpec } from '../__testUtils__/exampleSpec';
import { planCluster } from './eksCluster';

const key = 'arn:aws:kms:eu-central-1:111122223333:key/a';
const alias = 'arn:aws:kms:eu-central-1:111122223333:alias/a';
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

/** As another tool makes it: without our tag, with the public endpoint, without Auto Mode, in extended support. */
const theirs: Partial<Cluster> = {
  version: '1.33',
  accessConfig: { authenticationMode: 'API_AND_CONFIG_MAP' },
  resourcesVpcConfig: {
    ...live.resourcesVpcConfig,
    endpointPublicAccess: true,
  },
  computeConfig: { enabled: false },
  kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: false } },
  storageConfig: { blockStorage: { enabled: false } },
  upgradePolicy: { supportType: 'EXTENDED' },
  roleArn: 'arn:aws:iam::111122223333:role/theirs',
  tags: { team: 'core' },
};
const bound = { existing: true };

type Row = [
  title: string,
  drift: Partial<Cluster> | undefined,
  asked: BindingInput['cluster'],
  actions: string[],
];

describe('a cluster', () => {
  it.each<Row>([
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
    [
      'with another encryption key is refused',
      { encryptionConfig: [{ provider: { keyArn: `${key}b` } }] },
      { encryptionKeyArn: key },
      ['refuse'],
    ],
    [
      'without an encryption key is refused when one is asked for',
      {},
      { encryptionKeyArn: key },
      ['refuse'],
    ],
    [
      'with a key that may be the one of the alias is left alone',
      { encryptionConfig: [{ provider: { keyArn: key } }] },
      { encryptionKeyArn: alias },
      [],
    ],
    ['of another version is refused', {}, { version: '1.35' }, ['refuse']],
    ['FAILED is refused', { status: 'FAILED' }, {}, ['refuse']],
    ['DELETING is refused', { status: 'DELETING' }, {}, ['refuse']],
    ['of somebody else is refused', { tags: {} }, {}, ['refuse']],
    ['of this binding is treated as ever', {}, { existing: true }, []],
    ['to be bound and absent is refused', undefined, bound, ['refuse']],
    ['of somebody else is bound as it is', theirs, bound, []],
    ...(
      [
        ['version', '1.35'],
        ['subnetIds', ['subnet-1', 'subnet-2']],
        ['nodePools', ['system']],
        ['supportType', 'STANDARD'],
        ['deletionProtection', true],
        ['logging', ['audit']],
      ] as const
    ).map(
      ([option, value]): Row => [
        `of somebody else is refused when another ${option} was asked for`,
        theirs,
        { ...bound, [option]: value },
        ['refuse'],
      ],
    ),
    [
      'of somebody else and FAILED is refused',
      { ...theirs, status: 'FAILED' },
      bound,
      ['refuse'],
    ],
    [
      'of somebody else and without access entries is refused',
      { ...theirs, accessConfig: { authenticationMode: 'CONFIG_MAP' } },
      bound,
      ['refuse'],
    ],
    [
      'of somebody else and without access entries gets them when it is asked for',
      { ...theirs, accessConfig: { authenticationMode: 'CONFIG_MAP' } },
      { ...bound, enableAccessEntries: true },
      ['update'],
    ],
  ])('that is %s', (_, drift, options, actions) => {
    const found = drift && { ...live, ...drift };
    const changes = planCluster(
      exampleSpec({ cluster: options }),
      found,
      'arn:n',
    );
    expect(changes.map(({ action }) => action)).toEqual(actions);
  });

  it.each<['clusterRole' | 'nodeRole', Partial<Cluster>]>([
    ['clusterRole', { roleArn: 'arn:aws:iam::111122223333:role/shared' }],
    [
      'nodeRole',
      {
        computeConfig: {
          ...live.computeConfig,
          nodeRoleArn: 'arn:aws:iam::111122223333:role/shared',
        },
      },
    ],
  ])('keeps its %s: another is refused when it was asked for', (name, has) => {
    const actions = (names: BindingInput['names']) =>
      planCluster(exampleSpec({ names }), { ...live, ...has }, 'arn:n').map(
        ({ action }) => action,
      );
    expect(actions(undefined)).toEqual([]);
    expect(actions({ [name]: 'shared' })).toEqual([]);
    expect(actions({ [name]: 'mine' })).toEqual(['refuse']);
  });

  it('that FAILED is refused with its health issues', () => {
    const [change] = planCluster(
      exampleSpec(),
      {
        ...live,
        status: 'FAILED',
        health: { issues: [{ code: 'AccessDenied', message: 'no KMS grant' }] },
      },
      'arn:n',
    );
    expect(change.reason).toContain('AccessDenied: no KMS grant');
  });
});
