import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { checkFolded } from './checks/checkFolded';
import { FoldedField } from './folded/FoldedField';
import { OnboardingPreviewField } from './preview/OnboardingPreviewField';
import { RemovalPreviewField } from './preview/RemovalPreviewField';

// What orders a page, and what tells instead of asking.

export const folded = createFormField({
  name: 'HumanitecEksFolded',
  component: FoldedField,
  validation: checkFolded,
  schema: makeFieldSchema({ output: z => z.record(z.unknown()) }),
});

export const onboardingPreview = createFormField({
  name: 'HumanitecEksOnboardingPreview',
  component: OnboardingPreviewField,
  schema: makeFieldSchema({
    output: z => z.unknown(),
    uiOptions: z =>
      z.object({
        newCluster: z
          .boolean()
          .optional()
          .describe('Whether a cluster is to be created'),
      }),
  }),
});

export const removalPreview = createFormField({
  name: 'HumanitecEksRemovalPreview',
  component: RemovalPreviewField,
  schema: makeFieldSchema({ output: z => z.unknown() }),
});
