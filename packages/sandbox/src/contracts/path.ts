export type PathParameters = Record<string, string>;

const parsed = new Map<string, string[]>();

/** The parameters of a path that is like `/clusters/{name}`; undefined when it is another. */
export function matchPath(
  template: string,
  path: string,
): PathParameters | undefined {
  const segments = parsed.get(template) ?? template.split('/');
  parsed.set(template, segments);
  const given = path.split('/');
  if (given.length !== segments.length) return undefined;
  const parameters: PathParameters = {};
  for (const [index, segment] of segments.entries()) {
    const value = given[index];
    if (segment.startsWith('{') && segment.endsWith('}')) {
      if (value === '') return undefined;
      parameters[segment.slice(1, -1)] = decodeURIComponent(value);
    } else if (segment !== value) {
      return undefined;
    }
  }
  return parameters;
}
