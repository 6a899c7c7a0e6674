import { describePath, fromFieldsV1, toFieldsV1 } from './fieldSet';
import { JsonObject } from './json';
import { builtin } from './resources';
import {
  Applied,
  applyConfiguration,
  conflictMessage,
  Owner,
  recordUpdate,
} from './serverSideApply';
import { shapeOf } from './shapes';

const shape = shapeOf(builtin('apps', 'deployments'));
const applier = (manager: string) => ({ manager, apiVersion: 'apps/v1' });

/** One after the other: who applies what to what the ones before left. */
function applyAll(
  steps: { manager: string; wants: JsonObject; force?: boolean }[],
  start: { object: JsonObject; owners: Owner[] } = { object: {}, owners: [] },
): Applied {
  let last: Applied = { outcome: 'applied', ...start };
  for (const { manager, wants, force = false } of steps) {
    if (last.outcome === 'conflict') return last;
    last = applyConfiguration(
      last.object,
      wants,
      shape,
      last.owners,
      applier(manager),
      { force },
    );
  }
  return last;
}

function withContainers(...containers: JsonObject[]): JsonObject {
  return { spec: { template: { spec: { containers } } } };
}

const cases: {
  name: string;
  steps: Parameters<typeof applyAll>[0];
  object: JsonObject;
}[] = [
  {
    name: 'keeps what another manager applied beside it',
    steps: [
      { manager: 'a', wants: { metadata: { labels: { a: '1' } } } },
      { manager: 'b', wants: { metadata: { labels: { b: '2' } } } },
    ],
    object: { metadata: { labels: { a: '1', b: '2' } } },
  },
  {
    name: 'removes what its manager no longer wants',
    steps: [
      { manager: 'a', wants: { metadata: { labels: { x: '1', y: '2' } } } },
      { manager: 'a', wants: { metadata: { labels: { y: '2' } } } },
    ],
    object: { metadata: { labels: { y: '2' } } },
  },
  {
    name: 'keeps what its manager no longer wants but another owns too',
    steps: [
      { manager: 'a', wants: { spec: { replicas: 2 } } },
      { manager: 'b', wants: { spec: { replicas: 2 } } },
      { manager: 'a', wants: { spec: { paused: false } } },
    ],
    object: { spec: { replicas: 2, paused: false } },
  },
  {
    name: 'merges containers by name and removes the one dropped',
    steps: [
      {
        manager: 'a',
        wants: withContainers(
          { name: 'one', image: 'i:1' },
          { name: 'two', image: 'i:2' },
        ),
      },
      { manager: 'a', wants: withContainers({ name: 'two', image: 'i:3' }) },
    ],
    object: withContainers({ name: 'two', image: 'i:3' }),
  },
  {
    name: 'replaces a list without keys as a whole',
    steps: [
      {
        manager: 'a',
        wants: withContainers({ name: 'one', args: ['x', 'y'] }),
      },
      { manager: 'a', wants: withContainers({ name: 'one', args: ['z'] }) },
    ],
    object: withContainers({ name: 'one', args: ['z'] }),
  },
  {
    name: 'tells ports of one number apart by protocol, TCP when unsaid',
    steps: [
      {
        manager: 'a',
        wants: withContainers({
          name: 'one',
          ports: [{ containerPort: 53, protocol: 'UDP' }],
        }),
      },
      {
        manager: 'b',
        wants: withContainers({ name: 'one', ports: [{ containerPort: 53 }] }),
      },
    ],
    object: withContainers({
      name: 'one',
      ports: [{ containerPort: 53, protocol: 'UDP' }, { containerPort: 53 }],
    }),
  },
  {
    name: 'takes over by force',
    steps: [
      { manager: 'a', wants: { spec: { replicas: 2 } } },
      { manager: 'b', wants: { spec: { replicas: 3 } }, force: true },
      { manager: 'a', wants: {} },
    ],
    object: { spec: { replicas: 3 } },
  },
];

describe('server-side apply', () => {
  it.each(cases)('$name', ({ steps, object }) => {
    expect(applyAll(steps)).toMatchObject({ outcome: 'applied', object });
    const result = applyAll(steps);
    expect(result.outcome === 'applied' && result.object).toEqual(object);
  });

  it('refuses to change what another manager owns, and says where', () => {
    const result = applyAll([
      {
        manager: 'a',
        wants: withContainers({ name: 'one', image: 'i:1', args: ['x'] }),
      },
      {
        manager: 'b',
        wants: withContainers({ name: 'one', image: 'i:2', args: ['y'] }),
      },
    ]);
    expect(result.outcome).toBe('conflict');
    const conflicts = result.outcome === 'conflict' ? result.conflicts : [];
    expect(conflictMessage(conflicts)).toBe(
      [
        'Apply failed with 2 conflicts: conflicts with "a":',
        '- .spec.template.spec.containers[name="one"].image',
        '- .spec.template.spec.containers[name="one"].args',
      ].join('\n'),
    );
  });

  it('does not conflict with a manager that wants the same', () => {
    const result = applyAll([
      { manager: 'a', wants: { spec: { replicas: 2 } } },
      { manager: 'b', wants: { spec: { replicas: 2 } } },
    ]);
    expect(result).toMatchObject({
      outcome: 'applied',
      owners: [{ manager: 'a' }, { manager: 'b' }],
    });
  });

  it('conflicts with what was updated by other means than apply', () => {
    const after = { spec: { replicas: 5 } };
    const owners = recordUpdate({}, after, shape, [], applier('kubectl-scale'));
    const result = applyAll(
      [{ manager: 'a', wants: { spec: { replicas: 2 } } }],
      { object: after, owners },
    );
    expect(
      result.outcome === 'conflict' && conflictMessage(result.conflicts),
    ).toBe(
      'Apply failed with 1 conflict: conflict with "kubectl-scale" using apps/v1: .spec.replicas',
    );
  });

  it('gives an update what it changed, and takes it from its owner', () => {
    const first = applyAll([
      { manager: 'a', wants: { spec: { replicas: 2, paused: true } } },
    ]);
    if (first.outcome !== 'applied') throw new Error('refused');
    const owners = recordUpdate(
      first.object,
      { spec: { replicas: 3, paused: true } },
      shape,
      first.owners,
      applier('b'),
    );
    expect(
      owners.map(({ manager, fields }) => [
        manager,
        [...fields].map(describePath),
      ]),
    ).toEqual([
      ['a', ['.spec.paused']],
      ['b', ['.spec.replicas']],
    ]);
  });
});

describe('managedFields', () => {
  it('are written and read back without loss', () => {
    const result = applyAll([
      {
        manager: 'a',
        wants: {
          metadata: { labels: { 'app.kubernetes.io/name': 'x' } },
          ...withContainers({ name: 'one', image: 'i:1', args: ['x'] }),
        },
      },
    ]);
    const fields =
      result.outcome === 'applied'
        ? result.owners[0].fields
        : new Set<string>();
    const written = toFieldsV1(fields);
    expect(written).toEqual({
      'f:metadata': { 'f:labels': { 'f:app.kubernetes.io/name': {} } },
      'f:spec': {
        'f:template': {
          'f:spec': {
            'f:containers': {
              'k:{"name":"one"}': {
                '.': {},
                'f:args': {},
                'f:image': {},
                'f:name': {},
              },
            },
          },
        },
      },
    });
    expect(fromFieldsV1(written)).toEqual(fields);
  });
});
