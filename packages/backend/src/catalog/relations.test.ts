import type { Entity } from '@backstage/catalog-model';
import { CatalogStack, startCatalogStack } from './__testUtils__/catalogStack';
import { markedDefinition } from './__testUtils__/definitions';

jest.setTimeout(120_000);

let stack: CatalogStack;
beforeEach(async () => {
  stack = await startCatalogStack(['platform-org']);
});
afterEach(() => stack?.stop());

const application = (
  kind: 'Component' | 'System',
  name: string,
  annotations: Record<string, string>,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, annotations },
  spec: { type: 'service', lifecycle: 'production', owner: 'shop-team' },
});
const relations = ({ relations: all = [] }: Entity, type: string) =>
  all
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => targetRef);

it('a cluster knows the systems and components whose applications are deployed there, and they know it', async () => {
  await stack.register([
    application('Component', 'shop-api', { 'humanitec.com/appId': 'shop' }),
    application('System', 'shop', {
      'humanitec.com/appId': 'shop',
      'humanitec.com/orgId': 'platform-org',
    }),
    application('Component', 'billing', { 'humanitec.com/appId': 'billing' }),
    application('Component', 'elsewhere', {
      'humanitec.com/appId': 'shop',
      'humanitec.com/orgId': 'another-org',
    }),
  ]);
  await stack.entity('component:default/elsewhere');
  // billing's production is held elsewhere by a more specific rule.
  await stack.humanitec(
    '/resources/defs',
    markedDefinition('prod', { criteria: [{ env_type: 'production' }] }),
  );
  await stack.humanitec(
    '/resources/defs',
    markedDefinition('billing', {
      criteria: [{ env_type: 'production', app_id: 'billing' }],
    }),
  );
  await stack.look();

  const cluster = await stack.entity(
    'resource:default/prod',
    one => relations(one, 'dependencyOf').length > 0,
  );
  expect(relations(cluster, 'dependencyOf')).toEqual([
    'component:default/shop-api',
    'system:default/shop',
  ]);
  expect(cluster.metadata.tags).toEqual(['eks', 'eu-central-1', 'production']);
  const component = await stack.entity(
    'component:default/billing',
    one => relations(one, 'dependsOn').length > 0,
  );
  expect(relations(component, 'dependsOn')).toEqual([
    'resource:default/billing',
  ]);
});

it('an entity of others gets these relations beside its own', async () => {
  await stack.register([
    application('Component', 'shop-api', { 'humanitec.com/appId': 'shop' }),
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: 'the-cluster',
        annotations: {
          'amazonaws.com/arn':
            'arn:aws:eks:eu-central-1:111122223333:cluster/prod',
        },
      },
      spec: {
        type: 'kubernetes-cluster',
        owner: 'shop-team',
        dependencyOf: ['component:default/monitoring'],
      },
    },
  ]);
  await stack.entity('component:default/shop-api');
  await stack.humanitec(
    '/resources/defs',
    markedDefinition('prod', { criteria: [{ env_type: 'production' }] }),
  );
  await stack.look();

  const cluster = await stack.entity(
    'resource:default/the-cluster',
    one => relations(one, 'dependencyOf').length === 2,
  );
  expect(relations(cluster, 'dependencyOf')).toEqual([
    'component:default/monitoring',
    'component:default/shop-api',
  ]);
});
