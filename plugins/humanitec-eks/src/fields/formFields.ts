import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

const choices = () => import('./choiceFields');
const cluster = () => import('./clusterFields');
const page = () => import('./pageFields');

/** The fields of the templates' forms, loaded when a form is opened. */
export const formFields = [
  FormFieldBlueprint.make({
    name: 'organization',
    params: { field: async () => (await choices()).organization },
  }),
  FormFieldBlueprint.make({
    name: 'aws-account',
    params: { field: async () => (await choices()).awsAccount },
  }),
  FormFieldBlueprint.make({
    name: 'region',
    params: { field: async () => (await choices()).region },
  }),
  FormFieldBlueprint.make({
    name: 'environment-type',
    params: { field: async () => (await choices()).environmentType },
  }),
  FormFieldBlueprint.make({
    name: 'application',
    params: { field: async () => (await choices()).application },
  }),
  FormFieldBlueprint.make({
    name: 'agent',
    params: { field: async () => (await choices()).agent },
  }),
  FormFieldBlueprint.make({
    name: 'cluster-name',
    params: { field: async () => (await cluster()).clusterName },
  }),
  FormFieldBlueprint.make({
    name: 'confirm-name',
    params: { field: async () => (await cluster()).confirmName },
  }),
  FormFieldBlueprint.make({
    name: 'subnets',
    params: { field: async () => (await cluster()).subnets },
  }),
  FormFieldBlueprint.make({
    name: 'name',
    params: { field: async () => (await cluster()).name },
  }),
  FormFieldBlueprint.make({
    name: 'folded',
    params: { field: async () => (await page()).folded },
  }),
  FormFieldBlueprint.make({
    name: 'onboarding-preview',
    params: { field: async () => (await page()).onboardingPreview },
  }),
  FormFieldBlueprint.make({
    name: 'removal-preview',
    params: { field: async () => (await page()).removalPreview },
  }),
];
