import { JsonObject } from './json';
import { builtin } from './resources';
import { shapeOf } from './shapes';
import { mergePatch, strategicMerge } from './strategicMerge';

const pod = shapeOf(builtin('', 'pods'));
const binding = shapeOf(builtin('rbac.authorization.k8s.io', 'rolebindings'));

describe('a strategic merge patch', () => {
  it.each<{
    what: string;
    original: JsonObject;
    patch: JsonObject;
    result: JsonObject;
  }>([
    {
      what: 'merges containers and their variables by name',
      original: {
        spec: {
          containers: [
            { name: 'a', image: 'i:1', env: [{ name: 'X', value: '1' }] },
            { name: 'b', image: 'i:1' },
          ],
        },
      },
      patch: {
        spec: {
          containers: [{ name: 'a', env: [{ name: 'Y', value: '2' }] }],
        },
      },
      result: {
        spec: {
          containers: [
            {
              name: 'a',
              image: 'i:1',
              env: [
                { name: 'X', value: '1' },
                { name: 'Y', value: '2' },
              ],
            },
            { name: 'b', image: 'i:1' },
          ],
        },
      },
    },
    {
      what: 'deletes one item on $patch: delete',
      original: { spec: { volumes: [{ name: 'a' }, { name: 'b' }] } },
      patch: { spec: { volumes: [{ name: 'a', $patch: 'delete' }] } },
      result: { spec: { volumes: [{ name: 'b' }] } },
    },
    {
      what: 'deletes a field on null',
      original: { metadata: { labels: { a: '1', b: '2' } } },
      patch: { metadata: { labels: { a: null } } },
      result: { metadata: { labels: { b: '2' } } },
    },
    {
      what: 'replaces a list without keys',
      original: { spec: { tolerations: [{ key: 'a' }] } },
      patch: { spec: { tolerations: [{ key: 'b' }] } },
      result: { spec: { tolerations: [{ key: 'b' }] } },
    },
    {
      what: 'adds finalizers and removes those listed for deletion',
      original: { metadata: { finalizers: ['a', 'b'] } },
      patch: {
        metadata: {
          finalizers: ['c'],
          '$deleteFromPrimitiveList/finalizers': ['a'],
        },
      },
      result: { metadata: { finalizers: ['b', 'c'] } },
    },
    {
      what: 'sorts as $setElementOrder says',
      original: { spec: { volumes: [{ name: 'a' }, { name: 'b' }] } },
      patch: {
        spec: {
          volumes: [{ name: 'c' }],
          '$setElementOrder/volumes': [
            { name: 'c' },
            { name: 'b' },
            { name: 'a' },
          ],
        },
      },
      result: {
        spec: { volumes: [{ name: 'c' }, { name: 'b' }, { name: 'a' }] },
      },
    },
    {
      what: 'keeps only the fields that $retainKeys names',
      original: { spec: { volumes: [{ name: 'a', emptyDir: {} }] } },
      patch: {
        spec: {
          volumes: [
            {
              name: 'a',
              $retainKeys: ['name', 'secret'],
              secret: { secretName: 's' },
            },
          ],
        },
      },
      result: {
        spec: { volumes: [{ name: 'a', secret: { secretName: 's' } }] },
      },
    },
  ])('$what', ({ original, patch, result }) => {
    expect(strategicMerge(original, patch, pod)).toEqual(result);
  });

  it('replaces the subjects of a binding', () => {
    const subjects = [{ kind: 'Group', name: 'b' }];
    expect(
      strategicMerge(
        { subjects: [{ kind: 'Group', name: 'a' }] },
        { subjects },
        binding,
      ),
    ).toEqual({ subjects });
  });
});

it('what server-side apply merges by key, a strategic merge patch may replace, and the other way round', () => {
  const resources = (name: string) => ({
    spec: { resources: { claims: [{ name }] } },
  });
  expect(strategicMerge(resources('a'), resources('b'), pod)).toEqual(
    resources('b'),
  );

  const selector = (label: string) => ({
    spec: { selector: { matchLabels: { [label]: 'x' } } },
  });
  const budget = shapeOf(builtin('policy', 'poddisruptionbudgets'));
  expect(strategicMerge(selector('a'), selector('b'), budget)).toEqual(
    selector('b'),
  );

  const conditions = (...types: string[]) => ({
    status: { conditions: types.map(type => ({ type })) },
  });
  const job = shapeOf(builtin('batch', 'jobs'));
  expect(
    strategicMerge(conditions('Complete'), conditions('Failed'), job),
  ).toEqual(conditions('Complete', 'Failed'));
});

describe('a merge patch', () => {
  it('replaces lists, merges objects and deletes on null', () => {
    expect(
      mergePatch(
        { a: { b: 1, c: 2 }, list: [1, 2] },
        { a: { b: null, d: 3 }, list: [3] },
      ),
    ).toEqual({ a: { c: 2, d: 3 }, list: [3] });
  });
});
