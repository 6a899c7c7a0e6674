import { InputError } from '@backstage/errors';
import {
  bindingSpec,
  BindingSpec,
  describeInputProblems,
} from 'backstage-plugin-humanitec-eks-common';
import { ZodError } from 'zod/v3';

/**
 * The spec of an action's input. The scaffolder checks inputs against JSON
 * schema only, which knows no refinements, so they are parsed again here.
 *
 * @throws InputError that names each field
 */
export function parseSpec(input: unknown): BindingSpec {
  try {
    return bindingSpec(input);
  } catch (error) {
    if (error instanceof ZodError) {
      throw new InputError(describeInputProblems(error));
    }
    throw error;
  }
}
