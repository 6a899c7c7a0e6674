import { BindingReport, PartId } from 'backstage-plugin-humanitec-eks-common';

/** What a part is called in its own system. */
export function idOf(part: PartId, report: BindingReport): string {
  const { names } = report.spec;
  switch (part) {
    case 'cluster':
      return report.clusterName;
    case 'deployAccess':
      return names.kubernetesGroup;
    case 'runnerAccess':
      return names.runnerNamespace;
    default:
      return names[part];
  }
}
