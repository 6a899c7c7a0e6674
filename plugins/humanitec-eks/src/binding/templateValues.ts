import {
  BindingIdentity,
  BindingReport,
  Criterion,
  namesToGive,
} from 'backstage-plugin-humanitec-eks-common';

/**
 * The form of the template that binds, filled in so that it asks for what is
 * there: no rule and no name that a run would otherwise take away or make
 * anew, no option that what it makes anew would lack, and no access of
 * Backstage that was given up. Short, since it travels in the address: what
 * follows by itself is left out.
 */
export function templateValues(report: BindingReport) {
  const { existingCluster, criteria, owner, ...spec } = report.spec;
  const { clusterRole, nodeRole, ...names } = namesToGive(report, spec.names);
  return {
    ...identityOf(report),
    ...rulesOf(criteria),
    // Of a cluster that somebody else made, nothing is asked for.
    ...(existingCluster
      ? { names: filled(names) }
      : {
          subnetIds: filled(spec.subnetIds),
          names: filled({ clusterRole, nodeRole, ...names }),
        }),
    aws: filled({
      tags: spec.tags,
      permissionsBoundary: spec.permissionsBoundary,
      iamPath: spec.iamPath === '/' ? undefined : spec.iamPath,
    }),
    access: filled({ accountType: spec.accountType }),
    agent: spec.agent,
    runner: spec.runner,
    // A run takes the access that it needs, and gives it up at its end.
    revokeAccess: spec.accessRevoked,
    owner,
  };
}

/** The four facts, which are all that the other templates ask for. */
export function identityOf(report: BindingReport): BindingIdentity {
  const { organization, awsAccountId, region, clusterName } = report;
  return { organization, awsAccountId, region, clusterName };
}

/**
 * One rule as `envType` and `appId`, the others as `criteria`. The first must
 * be one that these two tell whole; one with an environment type is preferred,
 * since a form may have a value of its own for it.
 */
function rulesOf(criteria: Criterion[]) {
  const first =
    criteria.find(rule => rule.envType && isTold(rule)) ??
    criteria.find(isTold);
  return {
    envType: first?.envType,
    appId: first?.appId,
    criteria: filled(criteria.filter(rule => rule !== first)),
  };
}

function isTold({ envType, appId, envId, class: klass }: Criterion): boolean {
  return Boolean(envType ?? appId) && !envId && !klass;
}

/** Undefined when it holds nothing. */
function filled<T extends object>(value: T): T | undefined {
  const empty = Object.values(value).every(item => item === undefined);
  return empty ? undefined : value;
}
