import { criteriaMoves, criteriaMovesText } from './criteriaMoves';
import type { Application, Definition, NewCriterion } from './schemas';

const cluster = (id: string, ...rules: NewCriterion[]): Definition => ({
  id,
  name: id,
  type: 'k8s-cluster',
  driver_type: 'humanitec/k8s-cluster-eks',
  criteria: rules.map((rule, index) => ({
    class: 'default',
    ...rule,
    id: `${id}-${index}`,
  })),
});

const application = (id: string, ...envs: string[]): Application => ({
  id,
  envs: envs.map(env => ({ id: env, type: env })),
});

const shop = application('shop', 'staging', 'production');

function moves(
  definitions: Definition[],
  criteria: NewCriterion[],
  applications = [shop],
) {
  return criteriaMoves(
    { definitions, applications },
    { definitionId: 'new', criteria },
  ).map(
    ({ appId, envId, before = 'none', after = 'none' }) =>
      `${appId}/${envId}: ${before} -> ${after}`,
  );
}

describe('matching criteria of a cluster', () => {
  it('bring an environment that had no cluster', () => {
    expect(moves([], [{ env_type: 'production' }])).toEqual([
      'shop/staging: none -> none',
      'shop/production: none -> new',
    ]);
  });

  it.each<[string, NewCriterion, NewCriterion]>([
    ['an application', { env_type: 'production' }, { app_id: 'shop' }],
    [
      'an environment',
      { env_type: 'production', app_id: 'shop' },
      { env_id: 'production' },
    ],
    [
      'a resource',
      { env_type: 'production', app_id: 'shop', env_id: 'production' },
      { res_id: 'k8s-cluster' },
    ],
    [
      'the same with an environment type',
      { app_id: 'shop' },
      { app_id: 'shop', env_type: 'production' },
    ],
  ])('win with %s over all less specific elements', (_, less, more) => {
    const production = (definitions: Definition[], rule: NewCriterion) =>
      moves(definitions, [rule])[1];
    expect(production([cluster('old', less)], more)).toMatch(/old -> new$/);
    expect(production([cluster('old', more)], less)).toMatch(/old -> old$/);
  });

  it('for another resource, such as the status of workloads, bring nothing', () => {
    expect(
      moves(
        [cluster('old', {})],
        [{ env_type: 'production', res_id: 'k8s-cluster-runtime' }],
      ),
    ).toEqual(['shop/staging: old -> old', 'shop/production: old -> old']);
  });

  it('of another class bring nothing that does not ask for it', () => {
    expect(
      moves([cluster('old', {})], [{ env_type: 'production', class: 'gpu' }]),
    ).toEqual(['shop/staging: old -> old', 'shop/production: old -> old']);
  });

  it('that are taken away let environments fall back, or leave them without a cluster', () => {
    const now = cluster('new', { env_type: 'production' }, { app_id: 'shop' });
    expect(
      moves([now, cluster('old', { env_type: 'production' })], []),
    ).toEqual(['shop/staging: new -> none', 'shop/production: new -> old']);
  });

  it('of definitions of another type do not count', () => {
    const agent = { ...cluster('agent', { app_id: 'shop' }), type: 'agent' };
    expect(moves([agent], [])).toEqual([
      'shop/staging: none -> none',
      'shop/production: none -> none',
    ]);
  });
});

describe('the preview', () => {
  const text = (
    definitions: Definition[],
    criteria: NewCriterion[],
    applications = [shop],
  ) => {
    const change = { definitionId: 'new', criteria };
    return criteriaMovesText(
      criteriaMoves({ definitions, applications }, change),
      change,
    );
  };

  it('says who comes, who leaves and whom a more specific rule keeps', () => {
    expect(
      text(
        [
          cluster('new', { env_type: 'staging' }),
          cluster('old', { env_type: 'production', app_id: 'billing' }),
        ],
        [{ env_type: 'production' }],
        [shop, application('billing', 'production')],
      ),
    ).toEqual([
      'Moves to new with the next deployment: 1 environment',
      '  shop/production (now on no cluster)',
      'Leaves new with the next deployment: 1 environment',
      '  shop/staging (to no cluster)',
      'Stays elsewhere, held by a more specific rule: 1 environment',
      '  billing/production (on old)',
    ]);
  });

  it('says so when nothing moves, and how many are there already', () => {
    expect(
      text(
        [cluster('new', { env_type: 'production' })],
        [{ env_type: 'production' }],
      ),
    ).toEqual(['No environment moves to new.', 'Stays on new: 1 environment.']);
  });

  it('says what rules of a class do', () => {
    expect(text([], [{ env_type: 'production', class: 'gpu' }])).toEqual([
      'No environment moves to new.',
      'Rules of class gpu move only what asks for a cluster of that class.',
    ]);
  });

  it('counts what does not fit into some twenty lines', () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      application(`app-${index}`, 'production'),
    );
    const lines = text([], [{ env_type: 'production' }], many);
    expect(lines).toHaveLength(10);
    expect(lines[0]).toContain('300 environments');
    expect(lines[9]).toBe('  and 292 more');
  });
});
