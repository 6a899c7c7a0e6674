import { criteriaMoves } from './criteriaMoves';
import { environmentsOn } from './environmentsOn';
import type { Application, Definition, DefinitionCriterion } from './schemas';

const applications: Application[] = ['shop', 'billing'].map(id => ({
  id,
  envs: [
    { id: 'dev', type: 'development' },
    { id: 'prod', type: 'production' },
  ],
}));

function definition(
  id: string,
  criteria: Omit<DefinitionCriterion, 'id'>[],
  type = 'k8s-cluster',
): Definition {
  return {
    id,
    name: id,
    type,
    driver_type: 'humanitec/k8s-cluster-eks',
    criteria: criteria.map((rule, index) => ({ id: `${index}`, ...rule })),
  };
}

describe('the environments on a cluster', () => {
  it('are those whose most specific rule is its own', () => {
    const landing = environmentsOn({
      applications,
      definitions: [
        definition('all', [{}]),
        definition('shop', [{ app_id: 'shop', env_type: 'production' }]),
      ],
    });

    expect(landing.get('shop')).toEqual([
      { appId: 'shop', envId: 'prod', envType: 'production' },
    ]);
    expect(landing.get('all')).toHaveLength(3);
  });

  it('are none where rules ask for another class, or belong to another type', () => {
    const landing = environmentsOn({
      applications,
      definitions: [
        definition('gpu', [{ class: 'gpu' }]),
        definition('dns', [{}], 'dns'),
      ],
    });

    expect([...landing]).toEqual([]);
  });

  it('are those that criteriaMoves finds, for any two rules', () => {
    const rules = combinations({
      res_id: [undefined, 'k8s-cluster', 'k8s-cluster-runtime'],
      env_id: [undefined, 'dev'],
      app_id: [undefined, 'shop'],
      env_type: [undefined, 'development', 'production'],
    });
    for (const one of rules) {
      for (const other of rules) {
        if (JSON.stringify(one) === JSON.stringify(other)) continue;
        const definitions = [
          definition('one', [one]),
          definition('other', [other]),
        ];
        const expected = new Map<string, unknown[]>();
        const matches = criteriaMoves(
          { definitions, applications },
          { definitionId: 'none', criteria: [] },
        );
        for (const { appId, envId, envType, before } of matches) {
          if (before === undefined) continue;
          const others = expected.get(before) ?? [];
          expected.set(before, [...others, { appId, envId, envType }]);
        }
        expect(environmentsOn({ definitions, applications })).toEqual(expected);
      }
    }
  });
});

/** Every choice of one value for each key. */
function combinations(
  values: Record<string, (string | undefined)[]>,
): Record<string, string | undefined>[] {
  return Object.entries(values).reduce<Record<string, string | undefined>[]>(
    (made, [key, choices]) =>
      made.flatMap(one => choices.map(value => ({ ...one, [key]: value }))),
    [{}],
  );
}
