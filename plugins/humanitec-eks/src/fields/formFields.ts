import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

const fields = () => import('./fields');

/** The fields of the templates' forms, loaded when a form is opened. */
export const formFields = [
  FormFieldBlueprint.make({
    name: 'organization',
    params: { field: async () => (await fields()).organization },
  }),
  FormFieldBlueprint.make({
    name: 'aws-account',
    params: { field: async () => (await fields()).awsAccount },
  }),
  FormFieldBlueprint.make({
    name: 'region',
    params: { field: async () => (await fields()).region },
  }),
  FormFieldBlueprint.make({
    name: 'environment-type',
    params: { field: async () => (await fields()).environmentType },
  }),
  FormFieldBlueprint.make({
    name: 'application',
    params: { field: async () => (await fields()).application },
  }),
  FormFieldBlueprint.make({
    name: 'agent',
    params: { field: async () => (await fields()).agent },
  }),
  FormFieldBlueprint.make({
    name: 'cluster-name',
    params: { field: async () => (await fields()).clusterName },
  }),
  FormFieldBlueprint.make({
    name: 'confirm-name',
    params: { field: async () => (await fields()).confirmName },
  }),
  FormFieldBlueprint.make({
    name: 'subnets',
    params: { field: async () => (await fields()).subnets },
  }),
  FormFieldBlueprint.make({
    name: 'name',
    params: { field: async () => (await fields()).name },
  }),
  FormFieldBlueprint.make({
    name: 'folded',
    params: { field: async () => (await fields()).folded },
  }),
  FormFieldBlueprint.make({
    name: 'onboarding-preview',
    params: { field: async () => (await fields()).onboardingPreview },
  }),
  FormFieldBlueprint.make({
    name: 'removal-preview',
    params: { field: async () => (await fields()).removalPreview },
  }),
];
