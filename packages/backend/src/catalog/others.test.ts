import type { Entity } from '@backstage/catalog-model';
import { CatalogStack, startCatalogStack } from './__testUtils__/catalogStack';
import { markedDefinition } from './__testUtils__/definitions';
import { makeCluster } from './__testUtils__/makeCluster';

jest.setTimeout(120_000);

let stack: CatalogStack;
beforeEach(async () => {
  stack = await startCatalogStack(['platform-org']);
});
afterEach(() => stack?.stop());

const cluster = (
  name: string,
  annotations: Record<string, string>,
  type = 'kubernetes-cluster',
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name, annotations },
  spec: { type, owner: 'group:default/shop-team' },
});
const arn = 'arn:aws:eks:eu-central-1:111122223333:cluster/prod';
const isBound = ({ metadata: { annotations = {} } }: Entity) =>
  annotations['humanitec-eks/cluster-definition'] === 'bound';

describe('a cluster that somebody else has put into the catalog', () => {
  it.each<[string, Record<string, string>]>([
    [
      'our annotations',
      {
        'humanitec.com/orgId': 'platform-org',
        'humanitec-eks/aws-account-id': '111122223333',
        'humanitec-eks/region': 'eu-central-1',
        'humanitec-eks/cluster-name': 'prod',
      },
    ],
    ["the ARN of Backstage's own module for AWS", { 'amazonaws.com/arn': arn }],
    ["the ARN of Roadie's module", { 'amazon.com/eks-cluster-arn': arn }],
    [
      'account and name, and the region in the endpoint',
      {
        'amazonaws.com/account-id': '111122223333',
        'kubernetes.io/x-k8s-aws-id': 'prod',
        'kubernetes.io/api-server':
          'https://A1B2.gr7.eu-central-1.eks.amazonaws.com',
      },
    ],
  ])('is recognised by %s, and is not there twice', async (_, annotations) => {
    await stack.register([cluster('the-cluster', annotations)]);
    await stack.clusters(1);
    await stack.humanitec(
      '/resources/defs',
      markedDefinition('bound', { clusterName: 'prod' }),
    );
    await stack.look();

    const entity = await stack.entity('resource:default/the-cluster', isBound);
    expect(entity.metadata.annotations).toMatchObject({
      ...annotations,
      'humanitec.com/orgId': 'platform-org',
      'humanitec-eks/aws-account-id': '111122223333',
      'humanitec-eks/region': 'eu-central-1',
      'humanitec-eks/cluster-name': 'prod',
    });
    expect(entity.spec?.owner).toBe('group:default/shop-team');
    expect(Object.keys(await stack.clusters(1))).toEqual([
      'resource:default/the-cluster',
    ]);
  });

  it('is recognised by the address of its Kubernetes API', async () => {
    await makeCluster('prod');
    await stack.humanitec(
      '/resources/defs',
      markedDefinition('bound', { clusterName: 'prod' }),
    );
    await stack.look();
    const own = await stack.entity('resource:default/prod');
    const key = 'kubernetes.io/api-server';
    const endpoint = own.metadata.annotations?.[key] ?? '';

    await stack.register([cluster('the-cluster', { [key]: endpoint })]);
    await stack.clusters(2);
    await stack.look();

    await stack.entity('resource:default/the-cluster', isBound);
    expect(Object.keys(await stack.clusters(1))).toEqual([
      'resource:default/the-cluster',
    ]);
  });

  it('is not taken for another one of the same name, elsewhere', async () => {
    await stack.register([
      cluster('elsewhere', {
        'amazonaws.com/arn': arn.replace('central', 'west'),
      }),
      cluster('somewhere', { 'kubernetes.io/x-k8s-aws-id': 'prod' }),
      cluster('other-org', {
        'amazonaws.com/arn': arn,
        'humanitec.com/orgId': 'other-org',
      }),
    ]);
    await stack.clusters(3);
    await stack.humanitec(
      '/resources/defs',
      markedDefinition('bound', { clusterName: 'prod' }),
    );
    await stack.look();

    const entities = await stack.clusters(4);
    expect(
      Object.values(entities).flatMap(entity =>
        isBound(entity) ? [entity.metadata.name] : [],
      ),
    ).toEqual(['prod']);
  });

  it('loses our annotations when the binding is gone, and ours is there again when it is gone itself', async () => {
    await stack.register([
      cluster('the-cluster', { 'amazonaws.com/arn': arn }),
    ]);
    await stack.clusters(1);
    const definition = markedDefinition('bound', { clusterName: 'prod' });
    await stack.humanitec('/resources/defs', definition);
    await stack.look();
    await stack.entity('resource:default/the-cluster', isBound);

    await stack.deleteDefinition('bound');
    await stack.look();
    await stack.entity('resource:default/the-cluster', one => !isBound(one));

    await stack.humanitec(
      '/resources/defs',
      markedDefinition('bound-2', { clusterName: 'prod' }),
    );
    await stack.register([]);
    await stack.clusters(0);
    await stack.look();
    expect(Object.keys(await stack.clusters(1))).toEqual([
      'resource:default/prod',
    ]);
  });

  it('takes the place of ours when it has the same name', async () => {
    await stack.humanitec(
      '/resources/defs',
      markedDefinition('bound', { clusterName: 'prod' }),
    );
    await stack.look();
    await stack.clusters(1);

    await stack.register([cluster('prod', { 'amazonaws.com/arn': arn })]);
    const isTheirs = ({ spec }: Entity) =>
      spec?.owner === 'group:default/shop-team';
    await stack.entity('resource:default/prod', isTheirs);
    await stack.look();
    await stack.entity(
      'resource:default/prod',
      one => isTheirs(one) && isBound(one),
    );
    expect(Object.keys(await stack.clusters(1))).toHaveLength(1);
  });
});
