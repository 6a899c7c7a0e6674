import { environmentCounts } from './environmentCounts';

const cluster = (id: string, ...criteria: Record<string, string>[]) => ({
  id,
  name: id,
  type: 'k8s-cluster',
  driver_type: 'humanitec/k8s-cluster-eks',
  criteria: criteria.map((rule, index) => ({ id: `${id}-${index}`, ...rule })),
});

const application = (id: string, ...types: string[]) => ({
  id,
  envs: types.map(type => ({ id: type, type })),
});

it('counts for each cluster the environments whose most specific rule leads there', () => {
  const counts = environmentCounts({
    definitions: [
      cluster('all-production', { env_type: 'production' }),
      cluster('shop', { app_id: 'shop', env_type: 'production' }),
      cluster('nobody', { app_id: 'gone' }),
      cluster('other-class', { env_type: 'staging', class: 'gpu' }),
      { ...cluster('runner', { env_type: 'production' }), type: 'config' },
    ],
    applications: [
      application('shop', 'production', 'staging'),
      application('billing', 'production'),
      application('search', 'production', 'development'),
    ],
  });
  expect(Object.fromEntries(counts)).toEqual({ 'all-production': 2, shop: 1 });
});
