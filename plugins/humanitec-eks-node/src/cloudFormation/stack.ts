import type { RenderedFile } from '../parts/part';
import { yamlText } from '../yamlText';

/** A parameter of a template (CloudFormation User Guide, Parameters). */
interface StackParameter {
  Type: 'String';
  Description: string;
  Default?: string;
  NoEcho?: true;
  AllowedPattern?: string;
  AllowedValues?: string[];
  MinLength?: number;
  MaxLength?: number;
}

/** A resource of a template; its properties are those of the published resource schemas. */
export interface StackResource {
  Type: string;
  Condition?: string;
  DependsOn?: string[];
  DeletionPolicy?: 'Retain';
  UpdateReplacePolicy?: 'Retain';
  Properties: Record<string, unknown>;
}

/** A CloudFormation template, as far as we write them. */
export interface Stack {
  Description: string;
  Parameters?: Record<string, StackParameter>;
  Conditions?: Record<string, unknown>;
  Resources: Record<string, StackResource>;
  Outputs?: Record<string, { Description: string; Value: unknown }>;
}

/** The value of a parameter, or the name of a resource. */
export function ref(name: string) {
  return { Ref: name };
}

export function attribute(resource: string, name: string) {
  return { 'Fn::GetAtt': [resource, name] };
}

/** One of two values; `nothing` stands for none. */
export function either(condition: string, yes: unknown, no: unknown) {
  return { 'Fn::If': [condition, yes, no] };
}

export const nothing = ref('AWS::NoValue');

/** Holds when the parameter is left empty. */
export function isEmpty(parameter: string) {
  return { 'Fn::Equals': [ref(parameter), ''] };
}

export function not(condition: unknown) {
  return { 'Fn::Not': [condition] };
}

/** A template as a file for `aws cloudformation deploy`. */
export function renderStack(path: string, stack: Stack): RenderedFile {
  const { Description, Parameters, Conditions, Resources, Outputs } = stack;
  return {
    path,
    content: yamlText({
      AWSTemplateFormatVersion: '2010-09-09',
      Description,
      Parameters,
      Conditions,
      Resources,
      Outputs,
    }),
  };
}
