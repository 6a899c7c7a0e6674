import { BindingReport } from 'backstage-plugin-humanitec-eks-common';

/** The onboarding template's form, filled in so that it asks for what is there. */
export function templateValues(report: BindingReport) {
  const { organization, awsAccountId, region, clusterName, spec } = report;
  const [criterion] = spec.criteria;
  return {
    organization,
    awsAccountId,
    region,
    clusterName,
    subnetIds: spec.subnetIds.length > 0 ? spec.subnetIds : undefined,
    envType: criterion?.envType,
    appId: criterion?.appId,
    names: {
      accessRole: spec.names.accessRole,
      cloudAccount: spec.names.cloudAccount,
    },
    owner: spec.owner,
  };
}
