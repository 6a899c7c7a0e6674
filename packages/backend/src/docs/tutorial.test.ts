import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { instantTimings } from 'sandbox';
import { parse } from 'yaml';
import { z } from 'zod';
import { entitiesInCatalog } from '../__testUtils__/entitiesInCatalog';
import {
  awaitTask,
  dryRunTemplate,
  runTemplate,
  startTask,
} from '../__testUtils__/scaffolder';
import { startStack, Stack } from '../__testUtils__/startStack';
import {
  CodeBlock,
  readPage,
  Section,
  sectionsOf,
} from './__testUtils__/markdown';

jest.setTimeout(120_000);

const templateSchema = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.object({ name: z.string() }).catchall(z.json()),
  spec: z
    .object({
      parameters: z.array(
        z
          .object({
            properties: z.record(
              z.string(),
              z.object({ default: z.json() }).catchall(z.json()),
            ),
          })
          .catchall(z.json()),
      ),
    })
    .catchall(z.json()),
});

const outputSchema = z.object({
  links: z.array(z.object({ title: z.string() })).default([]),
  text: z.array(z.object({ title: z.string() })).default([]),
});

const page = readPage('docs/tutorial/build-your-own-template.md');
const stages = sectionsOf(page)
  .filter(section => templateBlock(section))
  .map(readStage);

// One story in order, as its reader goes through it: each stage finds what the ones before have made.
describe('the tutorial', () => {
  const catalog = entitiesInCatalog();
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack(
      { ...instantTimings, clusterCreate: 6 },
      { features: [catalog.feature] },
    );
    await catalog.publish(stages.map(({ template }) => template));
  });
  afterAll(() => stack?.stop());
  beforeEach(() => stack.sandbox.world.calls.clear());

  const writes = () => {
    const { sts, ...others } = stack.sandbox.world.calls.writes();
    return Object.values(others).reduce((sum, count) => sum + count, 0);
  };

  it('has five stages, and quotes a run of each', () => {
    expect(stages).toHaveLength(5);
    const silent = stages.filter(
      ({ quotes }) => !quotes.some(({ title }) => title?.startsWith('Run')),
    );
    expect(silent).toEqual([]);
  });

  it('names fields that there are', () => {
    const fields = 'plugins/humanitec-eks/src/fields';
    const source = ['choiceFields', 'clusterFields', 'pageFields']
      .map(file => readPage(`${fields}/${file}.tsx`))
      .join();
    const named = page.match(/HumanitecEks\w+/g) ?? [];
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(name => !source.includes(`'${name}'`))).toEqual([]);
  });

  describe.each(stages)('$heading', ({ template, values, quotes }) => {
    const ref = `template:default/${template.metadata.name}`;

    const dryRun = async () => {
      const { status, body } = await dryRunTemplate(stack, template, values);
      const log = dryRunLog.parse(body);
      return { status, lines: log.log.map(line => line.body.message) };
    };
    const run = async () => {
      const { status, log, output } = await runTemplate(stack, ref, values);
      return { status, lines: log.split('\n'), ...outputSchema.parse(output) };
    };
    /** What can be done with a template, and the lines that it tells. */
    const acts: Record<
      string,
      () => Promise<{ status: unknown; lines: string[] }>
    > = {
      'Dry-run': dryRun,
      Run: run,
      'Run again': run,
      'Run that is cancelled': async () => {
        const { status, log } = await runUntil(stack, ref, values, 'CREATING');
        // The scaffolder closes it as failed or as cancelled, whichever it learns first.
        const ended = status === 'failed' ? 'cancelled' : status;
        return { status: ended, lines: log.split('\n') };
      },
      Links: async () => {
        const { status, links } = await run();
        return { status, lines: links.map(({ title }) => title) };
      },
      Texts: async () => {
        const { status, text } = await run();
        return { status, lines: text.map(({ title }) => title) };
      },
    };
    const ends: Record<string, unknown> = {
      'Dry-run': 200,
      'Run that is cancelled': 'cancelled',
    };

    it('changes nothing in a dry-run', async () => {
      expect((await dryRun()).status).toBe(200);
      expect(writes()).toBe(0);
    });

    it.each(quotes)('says what the page quotes: $title', async quote => {
      const { title = '', text } = quote;
      const { status, lines } = await acts[title]();
      const missing = notIn(lines, text.split('\n'));
      const shown = missing.length > 0 ? lines.join('\n') : '';
      expect([status, missing, shown]).toEqual([
        ends[title] ?? 'completed',
        [],
        '',
      ]);
    });

    it('changes nothing when it is run once more', async () => {
      expect((await run()).status).toBe('completed');
      expect(writes()).toBe(0);
    });
  });
});

const dryRunLog = z.object({
  log: z.array(z.object({ body: z.object({ message: z.string() }) })),
});

function templateBlock({ blocks }: Section): CodeBlock | undefined {
  return blocks.find(({ title }) => title === 'template.yaml');
}

/** A stage is a template of its own here, so that the catalog cannot take it for the one before. */
function readStage(section: Section, index: number) {
  const template = templateSchema.parse(
    parse(templateBlock(section)?.text ?? ''),
  );
  template.metadata.name += `-${index + 1}`;
  return {
    heading: section.heading,
    template,
    values: Object.fromEntries(
      template.spec.parameters.flatMap(({ properties }) =>
        Object.entries(properties).map(([name, field]) => [
          name,
          field.default,
        ]),
      ),
    ),
    quotes: section.blocks.filter(({ language }) => language === 'text'),
  };
}

/** Cancels the task as soon as its log says this. */
async function runUntil(
  stack: Stack,
  ref: string,
  values: Record<string, unknown>,
  said: string,
) {
  const id = await startTask(stack, ref, values);
  const path = `/api/scaffolder/v2/tasks/${id}`;
  for (let tries = 0; tries < 300; tries += 1) {
    const { text } = await stack.api.get(`${path}/events`);
    if (text.includes(said)) break;
    await sleep(100);
  }
  await stack.api.post(`${path}/cancel`).expect(200);
  return awaitTask(stack, id);
}

/** The quoted lines that are not among these, in this order. */
function notIn(lines: string[], quoted: string[]): string[] {
  let rest = lines.map(comparable);
  return quoted.filter(line => {
    const at = rest.findIndex(other => other.includes(comparable(line)));
    rest = rest.slice(at + 1);
    return at < 0;
  });
}

/** Without colours, and with any duration alike. */
function comparable(line: string): string {
  return stripVTControlCharacters(line)
    .replace(/\b\d+ s\b/g, 'N s')
    .trim();
}
