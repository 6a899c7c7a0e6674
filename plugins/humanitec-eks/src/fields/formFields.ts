import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { loadFields } from '../load';

/** The fields of the templates' forms, loaded when a form is opened. */
export const formFields = [
  FormFieldBlueprint.make({
    name: 'organization',
    params: { field: async () => (await loadFields()).organization },
  }),
  FormFieldBlueprint.make({
    name: 'aws-account',
    params: { field: async () => (await loadFields()).awsAccount },
  }),
  FormFieldBlueprint.make({
    name: 'region',
    params: { field: async () => (await loadFields()).region },
  }),
  FormFieldBlueprint.make({
    name: 'environment-type',
    params: { field: async () => (await loadFields()).environmentType },
  }),
  FormFieldBlueprint.make({
    name: 'application',
    params: { field: async () => (await loadFields()).application },
  }),
  FormFieldBlueprint.make({
    name: 'agent',
    params: { field: async () => (await loadFields()).agent },
  }),
  FormFieldBlueprint.make({
    name: 'cluster-name',
    params: { field: async () => (await loadFields()).clusterName },
  }),
  FormFieldBlueprint.make({
    name: 'confirm-name',
    params: { field: async () => (await loadFields()).confirmName },
  }),
  FormFieldBlueprint.make({
    name: 'subnets',
    params: { field: async () => (await loadFields()).subnets },
  }),
  FormFieldBlueprint.make({
    name: 'name',
    params: { field: async () => (await loadFields()).name },
  }),
  FormFieldBlueprint.make({
    name: 'folded',
    params: { field: async () => (await loadFields()).folded },
  }),
  FormFieldBlueprint.make({
    name: 'onboarding-preview',
    params: { field: async () => (await loadFields()).onboardingPreview },
  }),
  FormFieldBlueprint.make({
    name: 'removal-preview',
    params: { field: async () => (await loadFields()).removalPreview },
  }),
];
