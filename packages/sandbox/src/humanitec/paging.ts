import { badRequest } from './errors';
import { Call } from './route';

/**
 * One page of a list, by `per_page` (1 to 100, else 50) and `page`, with a `Link` header to the next.
 *
 * @throws HumanitecError 400
 */
export function page<Item>(
  { query, requestUrl }: Pick<Call<string, unknown>, 'query' | 'requestUrl'>,
  items: readonly Item[],
  toResponse: (item: Item) => unknown,
): Response {
  const size = wholeNumber(query, 'per_page', 50);
  const start = wholeNumber(query, 'page', 0);
  if (size < 1 || size > 100) throw badRequest('per_page must be 1 to 100');
  const end = start + size;
  const body = items.slice(start, end).map(toResponse);
  if (end >= items.length) return Response.json(body);
  const next = new URL(requestUrl);
  next.searchParams.set('page', String(end));
  return Response.json(body, { headers: { Link: `<${next}>; rel="next"` } });
}

function wholeNumber(query: URLSearchParams, name: string, otherwise: number) {
  const text = query.get(name) ?? String(otherwise);
  if (!/^\d{1,6}$/.test(text)) throw badRequest(`${name} is not valid`);
  return Number(text);
}
