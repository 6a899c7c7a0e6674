import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import {
  anchorsOf,
  linksOf,
  pagesIn,
  readPage,
  root,
  targetOf,
} from './__testUtils__/markdown';

const docs = pagesIn('docs');
const readmes = ['README.md', ...pagesIn('plugins'), ...pagesIn('packages')];
const pages = [...docs, ...readmes];

/** Links within the repository: a path, an anchor, or both. */
const localLinks = (page: string) =>
  linksOf(readPage(page))
    .filter(link => !/^[a-z]+:/.test(link))
    .map(link => {
      const [path, anchor] = link.split('#');
      return { link, target: path ? targetOf(page, path) : page, anchor };
    });

describe('the documentation', () => {
  it('is found', () => {
    expect(docs.length).toBeGreaterThan(20);
    expect(readmes.length).toBeGreaterThan(5);
  });

  it.each(pages)('%s has links that lead somewhere', page => {
    const broken = localLinks(page).filter(
      ({ target, anchor }) =>
        !existsSync(resolve(root, target)) ||
        (anchor && !anchorsOf(readPage(target)).includes(anchor)),
    );
    expect(broken).toEqual([]);
  });

  // TechDocs serves the folder docs alone.
  it.each(docs)('%s links to nothing outside of docs', page => {
    const outside = localLinks(page).filter(
      ({ target }) => !target.startsWith('docs/'),
    );
    expect(outside).toEqual([]);
  });

  it('has every page in the navigation or in a list that is', () => {
    const reached = new Set(navigation());
    for (const page of reached) {
      for (const { target } of localLinks(page)) {
        if (target.endsWith('.md')) reached.add(target);
      }
    }
    expect(docs.filter(page => !reached.has(page))).toEqual([]);
  });

  it.each(pages)('%s names commands that there are', page => {
    const { scripts } = JSON.parse(
      readFileSync(resolve(root, 'package.json'), 'utf8'),
    );
    const named = [...readPage(page).matchAll(/\bnpm (?:run )?([a-z][\w:-]*)/g)]
      .map(([, name]) => name)
      .filter(name => !['install', 'packages'].includes(name));
    expect(named.filter(name => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});

/** The pages that mkdocs.yml names. */
function navigation(): string[] {
  const pathsIn = (value: unknown): string[] => {
    if (typeof value === 'string') return [`docs/${value}`];
    return Object.values(Object(value)).flatMap(pathsIn);
  };
  return pathsIn(parse(readPage('mkdocs.yml')).nav);
}
