import {
  FleetView,
  isNarrowed,
  queryOf,
  readView,
  writeView,
} from './fleetView';

const usual: FleetView = {
  search: '',
  filters: {},
  sort: 'verdict',
  order: 'asc',
  page: 1,
  pageSize: 50,
};

const special: FleetView = {
  search: 'shop & co',
  filters: {
    verdict: ['broken', 'notLookedAt'],
    organization: ['acme', 'globex'],
    awsAccountId: ['111122223333'],
    region: ['eu-central-1'],
    kubernetesVersion: ['1.36'],
    envType: ['production'],
  },
  sort: 'observedAt',
  order: 'desc',
  page: 3,
  pageSize: 200,
};

describe('The address of the page', () => {
  it('says nothing of what is as usual', () => {
    expect(writeView(new URLSearchParams(), usual).toString()).toBe('');
    expect(readView(new URLSearchParams())).toEqual({
      view: usual,
      ignored: [],
    });
  });

  it('holds all of the view', () => {
    const written = writeView(new URLSearchParams(), special);
    expect(readView(new URLSearchParams(written.toString()))).toEqual({
      view: special,
      ignored: [],
    });
  });

  it('keeps what others have written into it, and drops what was shown before', () => {
    const before = new URLSearchParams('theme=dark&region=us-east-1&page=9');
    expect(writeView(before, { ...usual, page: 2 }).toString()).toBe(
      'theme=dark&page=2',
    );
  });

  it.each([
    'sort=colour',
    'order=up',
    'page=0',
    'page=-1',
    'page=1.5',
    'page=two',
    'page=1000000',
    'pageSize=7',
    'verdict=fine',
    'awsAccountId=1111',
    'region=%20',
    `search=${'x'.repeat(101)}`,
  ])('leaves out %s, and tells', wrong => {
    const { view, ignored } = readView(new URLSearchParams(wrong));
    expect(view).toEqual(usual);
    expect(ignored).toEqual([decodeURIComponent(wrong)]);
  });

  it('takes the good values beside a wrong one, each once', () => {
    const { view, ignored } = readView(
      new URLSearchParams('verdict=ready&verdict=fine&verdict=ready'),
    );
    expect(view.filters).toEqual({ verdict: ['ready'] });
    expect(ignored).toEqual(['verdict=fine']);
  });

  it('says nothing of a value that is empty', () => {
    expect(readView(new URLSearchParams('search=&region=&sort='))).toEqual({
      view: usual,
      ignored: [],
    });
  });
});

describe('What the backend is asked for a view', () => {
  it('is the rows of its page, found and sorted', () => {
    expect(queryOf(special)).toEqual({
      ...special.filters,
      search: 'shop & co',
      sort: 'observedAt',
      order: 'desc',
      offset: 400,
      limit: 200,
    });
  });

  it('holds no search when nothing but spaces was typed', () => {
    expect(queryOf({ ...usual, search: '  ' })).toEqual({
      sort: 'verdict',
      order: 'asc',
      offset: 0,
      limit: 50,
    });
  });
});

describe('A view is narrowed', () => {
  it.each<[boolean, string, Partial<FleetView>]>([
    [true, 'by a search', { search: 'x' }],
    [true, 'by a filter', { filters: { region: ['eu-west-1'] } }],
    [false, 'not by spaces', { search: ' ' }],
    [false, 'not by order and page', { order: 'desc', page: 4 }],
  ])('%s %s', (narrowed, _, change) => {
    expect(isNarrowed({ ...usual, ...change })).toBe(narrowed);
  });
});
