import {
  DescribeClusterVersionsCommand,
  ListClustersCommand,
} from '@aws-sdk/client-eks';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import {
  BindingSpec,
  describeCriterion,
} from 'backstage-plugin-humanitec-eks-common';
import { HumanitecError } from '../humanitec/humanitecError';
import { humanitecCriteria } from '../humanitec/matchingCriteria';
import { findCriterionOwner } from '../humanitec/resourceDefinition';
import type { Systems } from '../systems';
import { describeFailure } from './failure';

/** One thing that stands in the way: which input, why, and what to do. */
export interface Problem {
  field: string;
  reason: string;
}

/**
 * Looks at everything that can be known before anything is made. Reads only.
 *
 * @returns what stands in the way; empty when the run may begin
 */
export async function preflight(
  spec: BindingSpec,
  systems: Systems,
  options: { newCluster?: boolean } = {},
): Promise<Problem[]> {
  const problems = await Promise.all([
    options.newCluster ? checkNetwork(spec) : [],
    checkHumanitec(spec, systems),
    checkAws(spec, systems),
  ]);
  return problems.flat();
}

function checkNetwork(spec: BindingSpec): Problem[] {
  return spec.cluster.subnetIds
    ? []
    : [
        {
          field: 'cluster.subnetIds',
          reason:
            'a new cluster needs two subnets or more, in different availability zones',
        },
      ];
}

async function checkHumanitec(
  spec: BindingSpec,
  systems: Systems,
): Promise<Problem[]> {
  const { humanitec, progress } = systems;
  try {
    await humanitec.getOrganization();
    const user = await humanitec.getCurrentUser();
    const role = user.roles[`/orgs/${spec.organization}`];
    if (role !== 'administrator') {
      return [
        {
          field: 'organization',
          reason: `the token of Backstage has the role ${role ?? 'none'} in ${
            spec.organization
          }; cloud accounts and definitions need administrator`,
        },
      ];
    }
    progress(
      `Humanitec organization ${spec.organization}: reached, as ${
        user.name ?? user.id
      }.`,
    );
    await tellMode(systems);
    return await checkCriteria(spec, systems);
  } catch (error) {
    if (!(error instanceof HumanitecError)) throw error;
    return [{ field: 'organization', reason: describeFailure(error) }];
  }
}

/** An organization is in Direct mode once it has a primary secret store of its own (Humanitec docs, Operator). */
async function tellMode({ humanitec, progress }: Systems) {
  const stores = await humanitec.listSecretStores();
  const direct = stores.some(
    ({ id, primary }) => primary && id !== 'humanitec',
  );
  progress(
    direct
      ? 'The organization is in Direct mode.'
      : 'Note: the organization has no primary secret store of its own, so it is in Legacy mode. Nothing here changes that.',
  );
}

async function checkCriteria(
  spec: BindingSpec,
  { humanitec, progress }: Systems,
): Promise<Problem[]> {
  const [types, apps] = await Promise.all([
    humanitec.listEnvironmentTypes(),
    humanitec.listApplications(),
  ]);
  const problems: Problem[] = [];
  const known = (field: string, value: string | undefined, ids: string[]) => {
    if (value === undefined || ids.includes(value)) return;
    problems.push({
      field,
      reason: `Humanitec has no ${value}; there are ${
        ids.join(', ') || 'none'
      }`,
    });
  };
  for (const [i, criterion] of (spec.criteria ?? []).entries()) {
    known(
      `criteria.${i}.envType`,
      criterion.envType,
      types.map(({ id }) => id),
    );
    known(
      `criteria.${i}.appId`,
      criterion.appId,
      apps.map(({ id }) => id),
    );
  }
  for (const [i, rule] of (humanitecCriteria(spec) ?? []).entries()) {
    const owner = await findCriterionOwner(humanitec, 'k8s-cluster', rule);
    if (owner && owner !== spec.names.clusterDefinition) {
      problems.push({
        field: `criteria.${i}`,
        reason: `this rule belongs to the k8s-cluster definition ${owner} already, and a rule may exist only once; make it more specific, or remove it there`,
      });
    }
  }
  const moving = apps.flatMap(app =>
    (app.envs ?? [])
      .filter(env =>
        spec.criteria?.some(
          ({ envType, appId, envId }) =>
            (!envType || envType === env.type) &&
            (!appId || appId === app.id) &&
            (!envId || envId === env.id),
        ),
      )
      .map(env => `${app.id}/${env.id}`),
  );
  if (spec.criteria) {
    progress(
      `Lands here: ${spec.criteria.map(describeCriterion).join('; ')}. ${
        moving.length
          ? `With their next deployment, unless a more specific rule holds them: ${moving.join(
              ', ',
            )}.`
          : 'No environment there matches yet.'
      }`,
    );
  }
  return problems;
}

async function checkAws(
  spec: BindingSpec,
  { aws, progress }: Systems,
): Promise<Problem[]> {
  if (!aws.regionIsKnown) {
    return [
      {
        field: 'region',
        reason: `${spec.region} is not an AWS region that this version of the AWS SDK knows; check the spelling, such as eu-central-1`,
      },
    ];
  }
  try {
    const { Account: account } = await aws.sts(
      new GetCallerIdentityCommand({}),
    );
    if (account !== spec.awsAccountId) {
      return [
        {
          field: 'awsAccountId',
          reason: `Backstage's credentials are for account ${account}; configure account ${spec.awsAccountId} under aws.accounts in app-config`,
        },
      ];
    }
    progress(
      `AWS account ${account}: reached, as ${await aws.callerPrincipalArn()}.`,
    );
    // Asks the region itself, which refuses when it is not enabled in the account.
    await aws.eks(new ListClustersCommand({ maxResults: 1 }));
    return await checkVersion(spec, aws);
  } catch (error) {
    return [{ field: 'awsAccountId', reason: describeFailure(error) }];
  }
}

async function checkVersion(
  spec: BindingSpec,
  aws: Systems['aws'],
): Promise<Problem[]> {
  const { version } = spec.cluster;
  if (!version) return [];
  const { clusterVersions = [] } = await aws.eks(
    new DescribeClusterVersionsCommand({}),
  );
  const offered = clusterVersions.flatMap(
    ({ clusterVersion }) => clusterVersion ?? [],
  );
  if (offered.includes(version)) return [];
  return [
    {
      field: 'cluster.version',
      reason: `EKS does not offer Kubernetes ${version} in ${
        spec.region
      }; it offers ${offered.join(', ')}`,
    },
  ];
}
