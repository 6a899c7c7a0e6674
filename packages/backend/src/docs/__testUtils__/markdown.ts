/** Reads the pages of the documentation. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { lexer, Token } from 'marked';

/** Where the repository begins. */
export const root = resolve(__dirname, '../../../../..');

/** A code block, as its fence describes it: `yaml title="template.yaml"`. */
export interface CodeBlock {
  language: string;
  title?: string;
  text: string;
}

/** What stands under a heading, up to the next one of any level. */
export interface Section {
  heading: string;
  level: number;
  blocks: CodeBlock[];
}

/** The pages of a folder, or one page, from the root of the repository: `docs/index.md`. */
export function pagesIn(path: string): string[] {
  const entries = readdirSync(resolve(root, path), { withFileTypes: true });
  return entries.flatMap(entry => {
    const inside = join(path, entry.name);
    if (entry.name === 'node_modules') return [];
    if (entry.isDirectory()) return pagesIn(inside);
    return entry.name.endsWith('.md') ? [inside] : [];
  });
}

export function readPage(path: string): string {
  return readFileSync(resolve(root, path), 'utf8');
}

export function sectionsOf(markdown: string): Section[] {
  const sections: Section[] = [];
  for (const token of lexer(markdown)) {
    if (token.type === 'heading') {
      const { text, depth } = token;
      sections.push({ heading: text, level: depth, blocks: [] });
    } else {
      sections.at(-1)?.blocks.push(...codeBlocks(token));
    }
  }
  return sections;
}

/** Code blocks stand in lists, too. */
function codeBlocks(token: Token): CodeBlock[] {
  if (token.type !== 'code') return childrenOf(token).flatMap(codeBlocks);
  const [, language = '', title] =
    /^(\w*)(?: title="([^"]*)")?$/.exec(token.lang ?? '') ?? [];
  return [{ language, title, text: token.text }];
}

/** What a link may name after `#`: the headings, as GitHub and MkDocs spell them. */
export function anchorsOf(markdown: string): string[] {
  return sectionsOf(markdown).map(({ heading }) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .trim()
      .replace(/\s+/g, '-'),
  );
}

/** The targets of all links and images. */
export function linksOf(markdown: string): string[] {
  const targets = (token: Token): string[] => [
    ...(token.type === 'link' || token.type === 'image' ? [token.href] : []),
    ...childrenOf(token).flatMap(targets),
  ];
  return lexer(markdown).flatMap(targets);
}

/** Tokens that a token holds: its text, the items of a list, the cells of a table. */
function childrenOf(token: Token): Token[] {
  if (token.type === 'table') {
    return [...token.header, ...token.rows.flat()].flatMap(cell => cell.tokens);
  }
  if (token.type === 'list') return token.items;
  return 'tokens' in token ? token.tokens ?? [] : [];
}

/** The path of a link on a page, from the root of the repository. */
export function targetOf(page: string, link: string): string {
  return relative(root, resolve(root, page, '..', link));
}
