import { exampleSpec } from '../__testUtils__/exampleSpec';
import {
  markedName,
  planDefinition,
  WantedDefinition,
} from './resourceDefinition';
import type { Definition } from './schemas';

const spec = exampleSpec();
const placeholder = "${resources['agent#agent'].outputs.url}";
const wanted: WantedDefinition = {
  id: 'prod',
  name: markedName(spec, 'prod'),
  type: 'k8s-cluster',
  driver_type: 'humanitec/k8s-cluster-eks',
  driver_account: 'account',
  driver_inputs: {
    values: { region: 'eu-central-1' },
    secrets: { agent_url: placeholder },
  },
};
const found: Definition = {
  id: 'prod',
  name: wanted.name,
  type: 'k8s-cluster',
  driver_type: 'humanitec/k8s-cluster-eks',
  driver_account: 'account',
  driver_inputs: {
    values: { region: 'eu-central-1', loadbalancer: 'kept' },
    secret_refs: { agent_url: { value: placeholder } },
  },
  criteria: [{ id: '1', env_type: 'production', class: 'default' }],
};

const plan = (more: Partial<WantedDefinition>, live: Definition | undefined) =>
  planDefinition(spec, { ...wanted, ...more }, live).map(
    ({ action, kind, name }) => `${action} ${kind} ${name}`,
  );

describe('a resource definition', () => {
  it('that is absent is created, then its criteria', () => {
    expect(plan({ criteria: [{ env_type: 'production' }] }, undefined)).toEqual(
      [
        'create k8s-cluster definition prod',
        'create matching criteria prod: env_type production',
      ],
    );
  });

  it('in sync is left alone, with inputs and criteria that nobody asked about', () => {
    expect(plan({}, found)).toEqual([]);
    expect(plan({ criteria: [{ env_type: 'production' }] }, found)).toEqual([]);
  });

  it.each<[string, Partial<Definition>]>([
    ['name', { name: markedName(spec, 'other') }],
    ['driver account', { driver_account: 'other' }],
    ['driver', { driver_type: 'humanitec/echo' }],
    ['value', { driver_inputs: { ...found.driver_inputs, values: {} } }],
    ['secret', { driver_inputs: { ...found.driver_inputs, secret_refs: {} } }],
  ])('with another %s is changed', (_, drift) => {
    expect(plan({}, { ...found, ...drift })).toEqual([
      'update k8s-cluster definition prod',
    ]);
  });

  it('never shows a secret', () => {
    const [change] = planDefinition(spec, wanted, {
      ...found,
      driver_inputs: { ...found.driver_inputs, secret_refs: {} },
    });
    expect(change.fields).toEqual([
      { path: 'driver_inputs.secrets.agent_url', hidden: true },
    ]);
  });

  it('gets new criteria before the surplus ones go', () => {
    expect(plan({ criteria: [{ env_type: 'staging' }] }, found)).toEqual([
      'create matching criteria prod: env_type staging',
      'delete matching criteria prod: env_type production',
    ]);
  });

  it('keeps surplus criteria that are not ours to judge', () => {
    expect(
      plan(
        { criteria: [{ env_type: 'staging' }], keepsCriterion: () => true },
        found,
      ),
    ).toEqual(['create matching criteria prod: env_type staging']);
  });

  it('of somebody else is refused, or adopted when that is asked for', () => {
    const theirs = { ...found, name: 'theirs' };
    expect(plan({}, theirs)).toEqual(['refuse k8s-cluster definition prod']);
    const [adopted] = planDefinition(
      exampleSpec({ adopt: true }),
      wanted,
      theirs,
    );
    expect(adopted.action).toBe('adopt');
  });

  it('of another type is refused, whatever is asked for', () => {
    const [change] = planDefinition(exampleSpec({ adopt: true }), wanted, {
      ...found,
      type: 'dns',
    });
    expect(change.action).toBe('refuse');
  });
});
