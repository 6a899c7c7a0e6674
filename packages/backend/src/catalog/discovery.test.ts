import { makeClusterWith } from '../__testUtils__/clustersOfOthers';
import { platformEks, platformIam } from '../__testUtils__/platformAccount';
import { CatalogStack, startCatalogStack } from './__testUtils__/catalogStack';
import { cloudAccountByHand } from './__testUtils__/cloudAccount';
import {
  clusterDefinition,
  markedDefinition,
} from './__testUtils__/definitions';

jest.setTimeout(120_000);

let stack: CatalogStack;
beforeEach(async () => {
  stack = await startCatalogStack(['platform-org']);
});
afterEach(() => stack?.stop());

const calls = (operation: string) =>
  stack.sandbox.world.calls.all().filter(call => call.operation === operation)
    .length;
const checks = () =>
  calls('POST /orgs/{orgId}/resources/accounts/{accId}/actions/check');
const makeCluster = () =>
  makeClusterWith('Terraform', { iam: platformIam(), eks: platformEks() });

describe('a cluster that others have bound', () => {
  it('is found in the AWS account that its cloud account leads to, which is checked once', async () => {
    await makeCluster();
    const account = await cloudAccountByHand('payments', platformIam());
    await stack.humanitec('/resources/accounts', account);
    for (const id of ['payments-a', 'payments-b']) {
      await stack.humanitec(
        '/resources/defs',
        clusterDefinition(id, {
          clusterName: id === 'payments-a' ? 'payments-prod' : id,
          cloudAccount: 'payments',
        }),
      );
    }

    await stack.look();
    const found = await stack.clusters(2);
    expect(found['resource:default/payments-prod']).toMatchObject({
      metadata: {
        title: 'payments-prod',
        tags: ['eks', 'eu-central-1'],
        annotations: {
          'humanitec.com/orgId': 'platform-org',
          'humanitec-eks/cluster-definition': 'payments-a',
          'humanitec-eks/aws-account-id': '111122223333',
          'humanitec-eks/region': 'eu-central-1',
          'humanitec-eks/cluster-name': 'payments-prod',
          'kubernetes.io/api-server': expect.stringMatching(/^https:/),
          'kubernetes.io/auth-provider': 'aws',
          'kubernetes.io/x-k8s-aws-id': 'payments-prod',
        },
      },
      spec: { type: 'kubernetes-cluster', owner: 'unknown' },
    });
    // There is no such cluster; its binding is all the same.
    expect(
      found['resource:default/payments-b'].metadata.annotations,
    ).not.toHaveProperty(['kubernetes.io/api-server']);

    await stack.look();
    expect(checks()).toBe(1);
    expect(calls('ListClusters')).toBe(0);
  });

  it('is found by its name in the configured AWS accounts where the cloud account does not work', async () => {
    await makeCluster();
    // Its role is in no account that is there.
    await stack.humanitec(
      '/resources/defs',
      clusterDefinition('payments', {
        clusterName: 'payments-prod',
        cloudAccount: 'platform-nonprod',
      }),
    );

    await stack.look();
    const found = await stack.clusters(1);
    expect(
      found['resource:default/payments-prod'].metadata.annotations,
    ).toMatchObject({
      'humanitec-eks/cluster-definition': 'payments',
      'humanitec-eks/aws-account-id': '111122223333',
    });

    await stack.look();
    expect(checks()).toBe(1);
    // Once for each account.
    expect(calls('ListClusters')).toBe(2);
  });

  it('is left out, which is told once, where its AWS account cannot be told', async () => {
    await stack.humanitec(
      '/resources/defs',
      clusterDefinition('payments', { cloudAccount: 'platform-nonprod' }),
    );
    await stack.humanitec('/resources/defs', clusterDefinition('nobody'));

    await stack.look();
    await stack.look();

    expect(stack.warnings().sort()).toEqual([
      expect.stringMatching(/^Definition nobody .* names no cloud account; /),
      expect.stringMatching(
        /^Definition payments of .* cloud account platform-nonprod does not work .*; no AWS account of the configuration \(111122223333, 444455556666\) has a cluster of that name in eu-central-1\. /,
      ),
    ]);
    expect(await stack.clusters(0)).toEqual({});
  });

  it('is in the account that an entity tells which somebody has registered', async () => {
    await stack.humanitec('/resources/defs', clusterDefinition('payments'));
    await stack.register([
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: {
          name: 'payments-cluster',
          annotations: {
            'humanitec.com/orgId': 'platform-org',
            'humanitec-eks/aws-account-id': '444455556666',
            'humanitec-eks/region': 'eu-central-1',
            'humanitec-eks/cluster-name': 'payments',
          },
        },
        spec: { type: 'kubernetes-cluster', owner: 'platform-team' },
      },
    ]);
    await stack.clusters(1);

    await stack.look();
    await stack.entity(
      'resource:default/payments-cluster',
      ({ metadata: { annotations = {} } }) =>
        annotations['humanitec-eks/cluster-definition'] === 'payments',
    );
    expect(stack.warnings()).toEqual([]);
  });
});

describe('definitions that are no bound cluster', () => {
  it('are those of other drivers and types, deleted ones, and those whose values are placeholders', async () => {
    await stack.humanitec('/resources/defs', {
      ...clusterDefinition('generic', { driver: 'humanitec/template' }),
      driver_inputs: { values: { templates: {} } },
    });
    await stack.humanitec('/resources/defs', markedDefinition('gone'));
    await stack.deleteDefinition('gone');
    await stack.humanitec(
      '/resources/defs',
      clusterDefinition('any', { clusterName: '${context.app.id}-cluster' }),
    );
    await stack.humanitec('/resources/defs', markedDefinition('real'));

    await stack.look();

    expect(Object.keys(await stack.clusters(1))).toEqual([
      'resource:default/real',
    ]);
    expect(stack.warnings()).toEqual([
      expect.stringMatching(/^Definition any .* its name is a placeholder/),
    ]);
  });
});
