import {
  definitionDifferences,
  definitionPatch,
  definitionReplacement,
} from './definitionChange';
import type { Definition, NewDefinition } from './schemas';

const placeholder = "${resources['agent#agent'].outputs.url}";
const wanted: NewDefinition = {
  id: 'prod',
  name: 'prod [mark]',
  type: 'k8s-cluster',
  driver_type: 'humanitec/k8s-cluster-eks',
  driver_account: 'account',
  driver_inputs: {
    values: { region: 'eu-central-1', templates: { outputs: { a: 1 } } },
    secrets: { agent_url: placeholder },
  },
};
const found: Definition = {
  ...wanted,
  driver_inputs: {
    values: {
      region: 'eu-central-1',
      templates: { outputs: { a: 1, theirs: 2 } },
      loadbalancer: 'lb.example.com',
    },
    secret_refs: {
      agent_url: { value: placeholder },
      theirs: { store: 'vault', ref: 'path', version: '1' },
    },
  },
  provision: { 'dns#x': {} },
  in_place_driver_change: false,
};
const asking = (values: Record<string, unknown>): NewDefinition => ({
  ...wanted,
  driver_inputs: { ...wanted.driver_inputs, values },
});

describe('a patch', () => {
  it('is empty for a definition in sync', () => {
    expect(definitionDifferences(wanted, found)).toEqual([]);
    expect(definitionPatch(wanted, found)).toEqual({});
  });

  it('holds what differs and nothing else', () => {
    const drifted: Definition = {
      ...found,
      driver_account: 'other',
      driver_inputs: {
        ...found.driver_inputs,
        secret_refs: { agent_url: { store: 'vault', ref: 'x' } },
      },
    };
    expect(definitionPatch(wanted, drifted)).toEqual({
      driver_account: 'account',
      driver_inputs: { secrets: { agent_url: placeholder } },
    });
  });

  it('holds a nested value whole, with what somebody added to it', () => {
    expect(
      definitionPatch(asking({ templates: { outputs: { a: 3 } } }), found),
    ).toEqual({
      driver_inputs: {
        values: { templates: { outputs: { a: 3, theirs: 2 } } },
      },
    });
  });

  it('removes a value that was asked for as null, once', () => {
    const without = asking({ loadbalancer: null });
    expect(definitionDifferences(without, found)).toEqual([
      {
        path: 'driver_inputs.values.loadbalancer',
        from: 'lb.example.com',
        to: undefined,
      },
    ]);
    expect(definitionPatch(without, found)).toEqual({
      driver_inputs: { values: { loadbalancer: null } },
    });
    expect(
      definitionDifferences(without, { ...found, driver_inputs: {} }),
    ).toEqual([{ path: 'driver_inputs.secrets.agent_url', hidden: true }]);
  });
});

describe('a replacement, for another driver', () => {
  const other: NewDefinition = { ...wanted, driver_type: 'humanitec/echo' };

  it('repeats all that a PUT would unset', () => {
    expect(
      definitionReplacement({ ...other, driver_account: undefined }, found),
    ).toEqual({
      name: 'prod [mark]',
      driver_type: 'humanitec/echo',
      driver_account: 'account',
      driver_inputs: {
        values: found.driver_inputs?.values,
        secret_refs: found.driver_inputs?.secret_refs,
      },
      provision: { 'dns#x': {} },
    });
  });

  it('leaves out what was asked for as null', () => {
    const { driver_inputs: inputs } = definitionReplacement(
      { ...other, driver_inputs: { values: { loadbalancer: null } } },
      found,
    );
    expect(inputs.values).not.toHaveProperty('loadbalancer');
  });

  it('is refused while Humanitec keeps a secret of it, which cannot be repeated', () => {
    const kept: Definition = {
      ...found,
      driver_inputs: {
        secret_refs: {
          credentials: { key: { store: 'humanitec', ref: 'orgs/x' } },
        },
      },
    };
    expect(() => definitionReplacement(other, kept)).toThrow(
      /its secret credentials, which Humanitec keeps itself, would be lost/,
    );
  });
});
