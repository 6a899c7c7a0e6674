import { parse } from 'yaml';
import { z } from 'zod';

const parameterSchema = z.strictObject({
  Type: z.literal('String'),
  Description: z.string().optional(),
  Default: z.string().optional(),
  NoEcho: z.boolean().optional(),
  AllowedPattern: z.string().optional(),
  AllowedValues: z.array(z.string()).optional(),
  MinLength: z.number().optional(),
  MaxLength: z.number().optional(),
});

const resourceSchema = z.strictObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()),
  Condition: z.string().optional(),
  DependsOn: z.array(z.string()).default([]),
  DeletionPolicy: z.enum(['Delete', 'Retain']).default('Delete'),
  UpdateReplacePolicy: z.enum(['Delete', 'Retain']).default('Delete'),
});

/** CloudFormation User Guide, Template anatomy; names are alphanumeric, and a template's are all different. */
const templateSchema = z
  .strictObject({
    AWSTemplateFormatVersion: z.literal('2010-09-09'),
    Description: z.string().max(1024),
    Parameters: z.record(z.string(), parameterSchema).default({}),
    Conditions: z.record(z.string(), z.unknown()).default({}),
    Resources: z.record(z.string(), resourceSchema),
    Outputs: z
      .record(
        z.string(),
        z.strictObject({ Description: z.string(), Value: z.unknown() }),
      )
      .default({}),
  })
  .superRefine(({ Parameters, Resources }, context) => {
    const names = [...Object.keys(Parameters), ...Object.keys(Resources)];
    const wrong = names.filter(
      (name, index) =>
        !/^[A-Za-z0-9]+$/.test(name) || names.indexOf(name) !== index,
    );
    for (const name of wrong) {
      context.addIssue({ code: 'custom', message: `wrong name ${name}` });
    }
  });

export type Template = z.infer<typeof templateSchema>;
export type TemplateResource = Template['Resources'][string];

/** CloudFormation reads YAML 1.1. */
export function readTemplate(text: string): Template {
  return templateSchema.parse(parse(text, { version: '1.1' }));
}

/**
 * The value of every parameter: given, else as before, else its default.
 *
 * @throws Error for one that is unknown, missing or not allowed
 */
export function parameterValues(
  { Parameters }: Template,
  given: Record<string, string>,
  before: Record<string, string>,
): Record<string, string> {
  for (const name of Object.keys(given)) {
    if (!Parameters[name]) throw new Error(`no parameter ${name}`);
  }
  return Object.fromEntries(
    Object.entries(Parameters).map(([name, rules]) => {
      const value = given[name] ?? before[name] ?? rules.Default;
      if (value === undefined) throw new Error(`parameter ${name} is missing`);
      const { AllowedPattern, AllowedValues, MinLength, MaxLength } = rules;
      const allowed =
        (AllowedPattern === undefined ||
          new RegExp(`^(?:${AllowedPattern})$`).test(value)) &&
        (AllowedValues?.includes(value) ?? true) &&
        value.length >= (MinLength ?? 0) &&
        value.length <= (MaxLength ?? 4096);
      if (!allowed) throw new Error(`parameter ${name} is not allowed`);
      return [name, value];
    }),
  );
}

/** What a template's references stand for, as far as it is known. */
export interface Known {
  parameters: Record<string, string>;
  conditions: Record<string, boolean>;
  /** What Ref and Fn::GetAtt give of the resources that are made. */
  resources: Record<
    string,
    { ref: string; attributes: Record<string, string> }
  >;
}

const NO_VALUE = Symbol('AWS::NoValue');

const equalsSchema = z.tuple([z.unknown(), z.unknown()]);

/** Whether each condition holds; they may refer to parameters only. */
export function conditionValues(
  { Conditions }: Template,
  parameters: Record<string, string>,
): Record<string, boolean> {
  const known = { parameters, conditions: {}, resources: {} };
  const holds = (condition: unknown): boolean => {
    const [[name, value], ...more] = Object.entries(Object(condition));
    if (more.length > 0) throw new Error('a condition is one function');
    switch (name) {
      case 'Fn::Equals': {
        const [one, other] = equalsSchema.parse(value);
        return resolve(one, known) === resolve(other, known);
      }
      case 'Fn::Not':
        return !holds(z.array(z.unknown()).length(1).parse(value)[0]);
      default:
        throw new Error(`no condition function ${name}`);
    }
  };
  return Object.fromEntries(
    Object.entries(Conditions).map(([name, value]) => [name, holds(value)]),
  );
}

/** A value with its intrinsic functions replaced; members without a value are left out. */
export function resolve(value: unknown, known: Known): unknown {
  const resolved = resolveOne(value, known);
  if (Array.isArray(resolved)) {
    return resolved
      .map(item => resolve(item, known))
      .filter(item => item !== NO_VALUE);
  }
  if (typeof resolved === 'object' && resolved !== null) {
    return Object.fromEntries(
      Object.entries(resolved)
        .map(([key, item]) => [key, resolve(item, known)] as const)
        .filter(([, item]) => item !== NO_VALUE),
    );
  }
  return resolved;
}

const getAttSchema = z.tuple([z.string(), z.string()]);
const ifSchema = z.tuple([z.string(), z.unknown(), z.unknown()]);

function resolveOne(value: unknown, known: Known): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value;
  }
  const [[name, argument] = ['', undefined], ...more] = Object.entries(value);
  if (more.length > 0) return value;
  if (name === 'Ref') return referenceOf(z.string().parse(argument), known);
  if (name === 'Fn::GetAtt') {
    const [resource, attribute] = getAttSchema.parse(argument);
    const found = known.resources[resource]?.attributes[attribute];
    if (found === undefined) throw new Error(`no ${resource}.${attribute}`);
    return found;
  }
  if (name === 'Fn::If') {
    const [condition, yes, no] = ifSchema.parse(argument);
    const holds = known.conditions[condition];
    if (holds === undefined) throw new Error(`no condition ${condition}`);
    return resolveOne(holds ? yes : no, known);
  }
  if (name.startsWith('Fn::')) throw new Error(`no function ${name}`);
  return value;
}

function referenceOf(name: string, { parameters, resources }: Known): unknown {
  if (name === 'AWS::NoValue') return NO_VALUE;
  const found = parameters[name] ?? resources[name]?.ref;
  if (found === undefined) throw new Error(`nothing is called ${name}`);
  return found;
}

/** The resources that are to be made, each after those that it refers to. */
export function inOrder(
  { Resources }: Template,
  conditions: Record<string, boolean>,
): [string, TemplateResource][] {
  const wanted = Object.entries(Resources).filter(
    ([, { Condition }]) => Condition === undefined || conditions[Condition],
  );
  const done: [string, TemplateResource][] = [];
  while (done.length < wanted.length) {
    const next = wanted.find(
      ([name, resource]) =>
        !done.some(([other]) => other === name) &&
        wanted.every(
          ([other]) =>
            other === name ||
            done.some(([made]) => made === other) ||
            !refersTo(resource, other),
        ),
    );
    if (!next) throw new Error('circular dependency between resources');
    done.push(next);
  }
  return done;
}

function refersTo(
  { Properties, DependsOn }: TemplateResource,
  name: string,
): boolean {
  const text = JSON.stringify(Properties);
  return (
    DependsOn.includes(name) ||
    text.includes(JSON.stringify({ Ref: name })) ||
    text.includes(`{"Fn::GetAtt":["${name}",`)
  );
}
