import { InputError } from '@backstage/errors';
import {
  bindingInputSchema,
  BindingInput,
  BindingSpec,
  bindingSpec,
  describeInputProblems,
  identityFields,
  PreviewSubject,
  previewSubjects,
} from 'backstage-plugin-humanitec-eks-common';
import { z } from 'zod/v3';

/** @throws InputError that names each input that is wrong, as the form calls it */
export function parseOnboardingPreview(body: unknown): {
  spec: BindingSpec;
  newCluster?: boolean;
  subjects?: PreviewSubject[];
} {
  const { input, newCluster, subjects } = parse(onboardingSchema, body);
  return {
    spec: bindingSpec(newCluster === false ? boundAsItIs(input) : input),
    newCluster,
    subjects: subjects?.length ? subjects : undefined,
  };
}

/** As the steps of the template for a cluster that is there ask. */
function boundAsItIs(input: BindingInput): BindingInput {
  return { ...input, cluster: { ...input.cluster, existing: true } };
}

/** @throws InputError that names each input that is wrong */
export function parseRemovalPreview(body: unknown) {
  const { organization, awsAccountId, region, clusterName, ...options } = parse(
    removalSchema,
    body,
  );
  return {
    identity: { organization, awsAccountId, region, clusterName },
    // The default of the action.
    options: { ...options, keepCluster: options.keepCluster ?? true },
  };
}

const onboardingSchema = z
  .object({
    input: bindingInputSchema,
    newCluster: z.boolean().optional(),
    subjects: z.array(z.enum(previewSubjects)).optional(),
  })
  .strict();

const removalSchema = z
  .object({
    ...identityFields,
    keepCluster: z.boolean().optional(),
    liftDeletionProtection: z.boolean().optional(),
    force: z.boolean().optional(),
    restoreAccess: z.boolean().optional(),
  })
  .strict();

function parse<Schema extends z.ZodTypeAny>(
  schema: Schema,
  body: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const problems = describeInputProblems(parsed.error);
  throw new InputError(problems.replace(/^input\.(?=\w)/gm, ''));
}
