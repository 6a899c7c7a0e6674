import type {
  BindingSpec,
  Fact,
  PartId,
} from 'backstage-plugin-humanitec-eks-common';
import { findRequiredDefinition } from '../humanitec/findRequiredDefinition';
import {
  applyDefinition,
  planDefinition,
  removeDefinition,
  renderDefinition,
  WantedDefinition,
} from '../humanitec/resourceDefinition';
import type { Definition, NewCriterion } from '../humanitec/schemas';
import type { Readings } from '../systems';
import type { Part } from './part';

export interface DefinitionState {
  /** Undefined while only others need it. */
  definition?: Definition;
  /** Rules that other definitions of the binding have, and that this one must cover. */
  needed: NewCriterion[];
}

/**
 * A part that is one resource definition and its matching criteria.
 *
 * @param options - `file` is what it is rendered to; `needed` reads the rules
 *   of others that `wanted` is to cover, beside those of the spec
 */
export function definitionPart(options: {
  id: PartId;
  name(spec: BindingSpec): string;
  file: string;
  wanted(spec: BindingSpec, needed: NewCriterion[]): WantedDefinition;
  needed?(spec: BindingSpec, systems: Readings): Promise<NewCriterion[]>;
  facts(definition: Definition): Fact[];
}): Part<DefinitionState> {
  const { id, name, file, wanted, needed = async () => [], facts } = options;
  const part: Part<DefinitionState> = {
    id,
    render: spec => [renderDefinition(file, wanted(spec, []))],
    async observe(spec, systems) {
      const [definition, rules] = await Promise.all([
        systems.humanitec.findDefinition(name(spec)),
        needed(spec, systems),
      ]);
      if (!definition && rules.length === 0) return undefined;
      return { definition, needed: rules };
    },
    plan: (spec, observed) =>
      planDefinition(
        spec,
        wanted(spec, observed?.needed ?? []),
        observed?.definition,
      ),
    things: (spec, observed) =>
      planDefinition(spec, wanted(spec, observed?.needed ?? []), undefined),
    async apply(spec, observed, systems) {
      const { definition, needed: rules = [] } = observed ?? {};
      await applyDefinition(wanted(spec, rules), definition, systems);
      return {
        definition: await findRequiredDefinition(systems, name(spec)),
        needed: rules,
      };
    },
    remove: (spec, { definition }, systems, how) =>
      removeDefinition(spec, definition, systems, how),
    facts: ({ definition }) => (definition ? facts(definition) : []),
  };
  return part;
}
