import {
  BindingReport,
  bindingSpec,
} from 'backstage-plugin-humanitec-eks-common';
import { accessRoleArn } from '../parts/accessRole';
import type { ClusterLook } from './clusterLook';
import { verdictInOneLine } from './verdictInOneLine';

/** A cluster's own report as a row of the fleet tells it. */
export function lookOfReport(report: BindingReport): ClusterLook {
  const { version, agent, criteria = [], landsHere, observedAt } = report;
  return {
    ...verdictInOneLine(report.parts),
    kubernetesVersion: version?.current,
    agent: agent && { ready: agent.ready, wanted: agent.wanted },
    criteria,
    environments: landsHere?.environments,
    accessRoleArn: seenAccessRole(report),
    observedAt,
  };
}

/** Of the access role, where IAM has shown it: else the name is only what one is usually called. */
function seenAccessRole(report: BindingReport): string | undefined {
  const role = report.parts.find(({ part }) => part === 'accessRole');
  if (role?.status !== 'inSync' && role?.status !== 'drifted') return undefined;
  const { organization, awsAccountId, region, clusterName, spec } = report;
  const { names, iamPath } = spec;
  return accessRoleArn(
    bindingSpec({
      organization,
      awsAccountId,
      region,
      clusterName,
      names,
      aws: iamPath ? { iamPath } : undefined,
    }),
  );
}
