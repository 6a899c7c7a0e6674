import type { RJSFSchema } from '@rjsf/utils';
import type { JsonValue } from '@backstage/types';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import {
  exampleTemplate,
  exampleTemplates,
  ExampleTemplate,
} from '../__testUtils__/exampleTemplates';
import { startStack, Stack } from '../__testUtils__/startStack';
import { fieldsOf, formFields } from '../__testUtils__/templateForm';

jest.setTimeout(60_000);

type Step = ExampleTemplate['spec']['steps'][number];

/** Inputs that a step leaves to another one on purpose. */
const LEFT_TO_OTHERS: Record<string, string[]> = {
  // Rules are the switch that sends deployments to the cluster: a later step gives them.
  clusterDefinition: ['envType', 'appId', 'criteria'],
};

/** What the form of a new cluster does not ask for. */
const NOT_ASKED = [
  'timeoutMinutes', // a comment in the template says where it goes
  'cluster.existing', // for a cluster that somebody else made
  'cluster.enableAccessEntries',
];

let stack: Stack;
const inputs = new Map<string, Map<string, RJSFSchema>>();
beforeAll(async () => {
  stack = await startStack({});
  const { body } = await stack.api.get('/api/scaffolder/v2/actions');
  for (const { id, schema } of actionsSchema.parse(body)) {
    inputs.set(id, fieldsOf(schema.input));
  }
});
afterAll(() => stack?.stop());

const actionsSchema = z.array(
  z.object({
    id: z.string(),
    schema: z
      .object({ input: z.custom<RJSFSchema>().default({}) })
      .default({ input: {} }),
  }),
);

describe.each(exampleTemplates)('the steps of %s', (_, template) => {
  const steps = template.spec.steps.filter(({ action }) =>
    action.startsWith('humanitec-eks:'),
  );
  const form = formFields(template);
  const taken = ({ action }: Step) => inputs.get(action) ?? new Map();

  it('can be retried from the page of a task that failed, from the first on', () => {
    expect(template.spec).toMatchObject({
      EXPERIMENTAL_recovery: { EXPERIMENTAL_strategy: 'startOver' },
    });
  });

  it('pass on nothing that their actions do not take', () => {
    const unknown = steps.flatMap(step =>
      passedBy(step, form)
        .filter(([path]) => !taken(step).has(path))
        .map(([path]) => `${step.id}: ${path}`),
    );
    expect(steps.length).toBeGreaterThan(0);
    expect(unknown).toEqual([]);
  });

  it('forget nothing that another step asks for', () => {
    const askedByAny = new Map(steps.flatMap(step => passedBy(step, form)));
    const forgotten = steps.flatMap(step => {
      const passed = new Map(passedBy(step, form));
      return Array.from(askedByAny)
        .filter(([path]) => taken(step).has(path))
        .filter(([path]) => !LEFT_TO_OTHERS[step.id]?.includes(top(path)))
        .filter(([path, source]) => passed.get(path) !== source)
        .map(
          ([path, source]) =>
            `${step.id}: ${path} is ${passed.get(path)}, elsewhere ${source}`,
        );
    });
    expect(forgotten).toEqual([]);
  });

  it('hold answers to no rule that the form does not tell', () => {
    const untold = steps.flatMap(step =>
      passedBy(step, form).flatMap(([path, source]) => {
        const asked = form.get(source);
        const rules = Object.entries(rulesOf(taken(step).get(path)));
        return rules
          .filter(
            ([rule, value]) => asked && !isDeepStrictEqual(asked[rule], value),
          )
          .map(([rule, value]) => `${step.id}: ${path}: ${rule} ${value}`);
      }),
    );
    expect(untold).toEqual([]);
  });
});

it('the form of a new cluster asks for all that its actions take', () => {
  const template = exampleTemplate('onboard-private-eks-cluster');
  const form = formFields(template);
  const { steps } = template.spec;
  const asked = steps.flatMap(step => passedBy(step, form));
  const reached = new Set(asked.map(([path]) => path));
  const possible = steps.flatMap(({ action }) => [
    ...(inputs.get(action)?.keys() ?? []),
  ]);
  expect(reached.size).toBeGreaterThan(60);
  expect(
    possible.filter(path => !reached.has(path) && !NOT_ASKED.includes(path)),
  ).toEqual([]);
});

const REFERENCE = /^\$\{\{ parameters\.([\w.]+) \}\}$/;

/** What a step passes, with where it comes from: a field of the form, an expression or a value. */
function passedBy(
  { input }: Pick<Step, 'input'>,
  form: Map<string, RJSFSchema>,
): [path: string, source: string][] {
  return Object.entries(input).flatMap(([name, value]) =>
    passedAt(name, value, form),
  );
}

function passedAt(
  path: string,
  value: JsonValue | undefined,
  form: Map<string, RJSFSchema>,
): [string, string][] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return [
      [path, 'its fields'],
      ...Object.entries(value).flatMap(([name, inner]) =>
        passedAt(`${path}.${name}`, inner, form),
      ),
    ];
  }
  const [, parameter] = String(value).match(REFERENCE) ?? [];
  if (!parameter) return [[path, JSON.stringify(value)]];
  const inner = [...form.keys()]
    .filter(field => /^[.[]/.test(field.slice(parameter.length)))
    .filter(field => field.startsWith(parameter))
    .map((field): [string, string] => [
      `${path}${field.slice(parameter.length)}`,
      field,
    ]);
  return [[path, parameter], ...inner];
}

function top(path: string): string {
  return path.split(/[.[]/)[0];
}

/** What a single value is held to; the form may be stricter where there is no rule. */
function rulesOf(schema: RJSFSchema = {}): Partial<RJSFSchema> {
  const { type, pattern, minLength, maxLength, minimum, maximum } = schema;
  const rules = {
    type,
    pattern,
    minLength,
    maxLength,
    minimum,
    maximum,
    enum: schema.enum,
  };
  return Object.fromEntries(
    Object.entries(rules).filter(([, value]) => value !== undefined),
  );
}
