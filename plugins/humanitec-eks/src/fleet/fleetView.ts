import {
  FleetFilter,
  fleetFilters,
  FleetQuery,
  FleetSort,
  fleetSorts,
} from 'backstage-plugin-humanitec-eks-common';
import { isFleetVerdict } from './fleetVerdicts';

/** What the page shows of all clusters, as its address tells. */
export interface FleetView {
  search: string;
  filters: Partial<Record<FleetFilter, string[]>>;
  sort: FleetSort;
  order: 'asc' | 'desc';
  /** From 1. */
  page: number;
  pageSize: number;
}

/** The largest is the most that the backend gives at once. */
export const pageSizes = [25, 50, 100, 200];

const byDefault: FleetView = {
  search: '',
  filters: {},
  // The worst first.
  sort: 'verdict',
  order: 'asc',
  page: 1,
  pageSize: 50,
};

/** The view that an address asks for; what in it makes no sense is left out, and told. */
export function readView(params: URLSearchParams): {
  view: FleetView;
  /** `sort=colour` */
  ignored: string[];
} {
  const ignored: string[] = [];
  const told = <Value>(
    name: string,
    read: (text: string) => Value | undefined,
  ): Value[] =>
    [...new Set(params.getAll(name).filter(Boolean))].flatMap(text => {
      const value = read(text);
      if (value !== undefined) return [value];
      ignored.push(`${name}=${text}`);
      return [];
    });
  const filters = fleetFilters.flatMap(filter => {
    const values = told(filter, readFilter[filter] ?? readText);
    return values.length > 0 ? [[filter, values] as const] : [];
  });
  const [search = byDefault.search] = told('search', readText);
  const [sort = byDefault.sort] = told('sort', oneOf(fleetSorts));
  const [order = byDefault.order] = told('order', oneOf(orders));
  const [page = byDefault.page] = told('page', readPage);
  const [pageSize = byDefault.pageSize] = told('pageSize', text =>
    pageSizes.find(size => String(size) === text),
  );
  return {
    view: {
      search,
      filters: Object.fromEntries(filters),
      sort,
      order,
      page,
      pageSize,
    },
    ignored,
  };
}

/** The address of a view: what others have written into it stays, what is as usual is left out. */
export function writeView(
  params: URLSearchParams,
  view: FleetView,
): URLSearchParams {
  const written = new URLSearchParams(params);
  const { filters, ...single } = view;
  const { filters: none, ...usual } = byDefault;
  for (const filter of fleetFilters) {
    written.delete(filter);
    filters[filter]?.forEach(value => written.append(filter, value));
  }
  const before = new Map(Object.entries(usual));
  for (const [name, value] of Object.entries(single)) {
    written.delete(name);
    if (value !== before.get(name)) written.set(name, String(value));
  }
  return written;
}

/** What is asked of the backend for a view. */
export function queryOf(view: FleetView): FleetQuery {
  const { search, filters, sort, order, page, pageSize } = view;
  return {
    ...filters,
    ...(search.trim() && { search: search.trim() }),
    sort,
    order,
    offset: (page - 1) * pageSize,
    limit: pageSize,
  };
}

/** Whether anything keeps clusters out of the view. */
export function isNarrowed({ search, filters }: FleetView): boolean {
  return Boolean(search.trim()) || Object.keys(filters).length > 0;
}

/** The longest text that the backend takes, in characters. */
export const longest = 100;

const orders = ['asc', 'desc'] as const;

const readFilter: Partial<
  Record<FleetFilter, (text: string) => string | undefined>
> = {
  verdict: text => (isFleetVerdict(text) ? text : undefined),
  awsAccountId: text => (/^\d{12}$/.test(text) ? text : undefined),
};

function readText(text: string): string | undefined {
  return text.trim() && text.length <= longest ? text : undefined;
}

function readPage(text: string): number | undefined {
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
}

function oneOf<Value extends string>(values: readonly Value[]) {
  return (text: string) => values.find(value => value === text);
}
