import {
  BindingInput,
  bindingSpec,
} from 'backstage-plugin-humanitec-eks-common';

/** The worked example, with options as given. */
export function exampleSpec(more: Partial<BindingInput> = {}) {
  return bindingSpec({
    organization: 'platform-org',
    awsAccountId: '111122223333',
    region: 'eu-central-1',
    clusterName: 'eks-automode-prod',
    ...more,
  });
}
