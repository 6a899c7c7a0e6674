import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { checkChoice } from './checks/fieldChecks';
import {
  ChoiceDefinition,
  choiceDefinitions,
} from './choice/choiceDefinitions';
import { ChoiceField } from './choice/ChoiceField';
import type { FieldProps } from './fieldTexts';

// Values that are looked up, or typed.

function choiceField(name: string, definition: ChoiceDefinition) {
  return createFormField({
    name,
    component: (props: FieldProps<string>) => (
      <ChoiceField {...props} definition={definition} />
    ),
    validation: checkChoice(definition),
    schema: makeFieldSchema({ output: z => z.string() }),
  });
}

export const organization = choiceField(
  'HumanitecEksOrganization',
  choiceDefinitions.organization,
);
export const awsAccount = choiceField(
  'HumanitecEksAwsAccount',
  choiceDefinitions.awsAccount,
);
export const region = choiceField(
  'HumanitecEksRegion',
  choiceDefinitions.region,
);
export const environmentType = choiceField(
  'HumanitecEksEnvironmentType',
  choiceDefinitions.environmentType,
);
export const application = choiceField(
  'HumanitecEksApplication',
  choiceDefinitions.application,
);
export const agent = choiceField('HumanitecEksAgent', choiceDefinitions.agent);
