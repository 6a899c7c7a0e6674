import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { templateIndex, templatePage, templateSchema } from './templatePage';

const root = resolve(__dirname, '../../../..');
const templates = resolve(root, 'examples/templates');
const folder = resolve(root, 'docs/reference/templates');

/** In the order in which one meets them. */
const order = [
  'onboard-private-eks-cluster',
  'onboard-private-eks-cluster-gitops',
  'bind-existing-eks-cluster',
  'rotate-agent-key',
  'offboard-eks-cluster',
];

describe('the reference of the templates', () => {
  it('is what docs/reference/templates says (npm run docs writes it)', async () => {
    const names = await readdir(templates);
    const described = await Promise.all(
      names
        .sort((one, other) => place(one) - place(other))
        .map(async name =>
          templateSchema.parse(
            parse(
              await readFile(resolve(templates, name, 'template.yaml'), 'utf8'),
            ),
          ),
        ),
    );
    const pages: Record<string, string> = {
      'index.md': templateIndex(described),
    };
    for (const template of described) {
      pages[`${template.metadata.name}.md`] = templatePage(template);
    }
    if (process.env.WRITE_DOCS) {
      await mkdir(folder, { recursive: true });
      for (const [name, text] of Object.entries(pages)) {
        await writeFile(resolve(folder, name), text);
      }
    }
    expect(await readPages()).toEqual(pages);
  });
});

/** One that is not in the order comes last. */
function place(name: string): number {
  return order.includes(name) ? order.indexOf(name) : order.length;
}

async function readPages(): Promise<Record<string, string>> {
  const names = await readdir(folder);
  const pages = names.map(
    async name =>
      [name, await readFile(resolve(folder, name), 'utf8')] as const,
  );
  return Object.fromEntries(await Promise.all(pages));
}
