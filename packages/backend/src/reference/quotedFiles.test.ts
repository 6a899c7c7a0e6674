import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../../../..');

/** Pages with a block whose title is the path of the file that it shows. */
const pages = readdirSync(resolve(root, 'docs'), {
  recursive: true,
  encoding: 'utf8',
})
  .filter(name => name.endsWith('.md'))
  .map(name => resolve(root, 'docs', name));
const block = /^```\w+ title="([^"]+\/[^"]+)"\n[\s\S]*?\n```$/gm;

describe('files that pages show', () => {
  it('are shown as they are (npm run docs writes them)', () => {
    const shown = pages.map(page => readFileSync(page, 'utf8'));
    const current = shown.map(withFiles);
    if (process.env.WRITE_DOCS) {
      pages.forEach((page, i) => writeFileSync(page, current[i]));
    }
    expect(current.join().match(block)?.length).toBeGreaterThan(2);
    expect(pages.map(page => readFileSync(page, 'utf8'))).toEqual(current);
  });
});

function withFiles(page: string): string {
  return page.replace(block, (text, path: string) => {
    const fence = text.slice(0, text.indexOf('\n'));
    const file = readFileSync(resolve(root, path), 'utf8').trimEnd();
    return `${fence}\n${file}\n\`\`\``;
  });
}
