import { isDeepStrictEqual } from 'node:util';
import {
  conditionValues,
  inOrder,
  Known,
  parameterValues,
  readTemplate,
  resolve,
  TemplateResource,
} from './template';
import { Clients, MadeResource, resourceTypes } from './resourceTypes';

interface Stack {
  parameters: Record<string, string>;
  made: Map<
    string,
    { properties: unknown; resource: TemplateResource; made: MadeResource }
  >;
}

/**
 * CloudFormation, as far as our templates use it: makes each resource with the
 * calls of the SDK, in the order of their dependencies, and takes them away in
 * reverse. It changes no resource that is there: a test that needs that fails.
 */
export function cloudFormation(clients: Clients) {
  const stacks = new Map<string, Stack>();
  return {
    has: (name: string) => stacks.has(name),

    async deploy(
      name: string,
      asked: {
        template: string;
        capabilities: string[];
        parameters: Record<string, string>;
      },
    ): Promise<void> {
      if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(name)) {
        throw new Error(`no name of a stack: ${name}`);
      }
      const template = readTemplate(asked.template);
      const stack: Stack = stacks.get(name) ?? {
        parameters: {},
        made: new Map(),
      };
      const parameters = parameterValues(
        template,
        asked.parameters,
        stack.parameters,
      );
      const known: Known = {
        parameters,
        conditions: conditionValues(template, parameters),
        resources: {},
      };
      stacks.set(name, { ...stack, parameters });
      for (const [id, resource] of inOrder(template, known.conditions)) {
        if (
          resource.Type === 'AWS::IAM::Role' &&
          !asked.capabilities.includes('CAPABILITY_NAMED_IAM')
        ) {
          throw new Error('Requires capabilities : [CAPABILITY_NAMED_IAM]');
        }
        const properties = resolve(resource.Properties, known);
        const before = stack.made.get(id);
        if (before && !isDeepStrictEqual(before.properties, properties)) {
          throw new Error(`this stand-in does not change ${id}`);
        }
        const made =
          before?.made ?? (await make(resource.Type, properties, clients));
        known.resources[id] = made;
        stack.made.set(id, { properties, resource, made });
      }
      for (const { Value } of Object.values(template.Outputs)) {
        resolve(Value, known);
      }
    },

    async remove(name: string): Promise<void> {
      const stack = stacks.get(name);
      if (!stack) return;
      for (const { resource, made } of [...stack.made.values()].reverse()) {
        if (resource.DeletionPolicy === 'Delete') await made.remove();
      }
      stacks.delete(name);
    },
  };
}

function make(type: string, properties: unknown, clients: Clients) {
  const create = resourceTypes[type];
  if (!create) throw new Error(`no resource type ${type}`);
  return create(properties, clients);
}
