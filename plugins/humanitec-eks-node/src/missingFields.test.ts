import { missingFields } from './missingFields';

it.each<[string, unknown, unknown, { path: string }[]]>([
  ['what is as wanted', { a: 1 }, { a: 1 }, []],
  ['what the server added', { a: 1 }, { a: 1, status: {} }, []],
  ['what is not asked for', { a: undefined }, { a: 1 }, []],
  [
    'another value',
    { a: { b: 1 } },
    { a: { b: 2 } },
    [{ path: 'a.b', from: 2, to: 1 } as never],
  ],
  ['what is missing', { a: { b: 1 } }, {}, [{ path: 'a' }]],
  ['a plain list that is longer', { a: [1] }, { a: [1, 2] }, [{ path: 'a' }]],
  [
    'named items in another order, and more of them',
    { a: [{ name: 'x', v: 1 }] },
    { a: [{ name: 'y' }, { name: 'x', v: 1, w: 2 }] },
    [],
  ],
  [
    'a named item with another value',
    { a: [{ name: 'x', v: 1 }] },
    { a: [{ name: 'x', v: 2 }] },
    [{ path: 'a[x].v' }],
  ],
  ['an object where a list is wanted', { a: [1] }, { a: {} }, [{ path: 'a' }]],
])('%s', (_, wanted, live, expected) => {
  const found = missingFields(wanted, live);
  expect(found).toHaveLength(expected.length);
  expect(found).toEqual(expected.map(field => expect.objectContaining(field)));
});
