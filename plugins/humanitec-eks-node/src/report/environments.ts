import type {
  BindingEnvironment,
  BindingEnvironments,
  BindingSpec,
} from 'backstage-plugin-humanitec-eks-common';
import pLimit from 'p-limit';
import { clusterDefinitionFor } from '../humanitec/criteriaMoves';
import {
  environmentsOn,
  LandingEnvironment,
} from '../humanitec/environmentsOn';
import type { HumanitecReads } from '../humanitec/humanitecClient';
import { orNotFound } from '../humanitec/humanitecError';
import type {
  ActiveResource,
  Definition,
  Environment,
} from '../humanitec/schemas';

/** How many are told; the others are counted. */
const MAX_ENVIRONMENTS = 200;
/** Of how many applications the last deployments are read, and how many at a time. */
const MAX_APPLICATIONS = 25;
const AT_A_TIME = 5;

/**
 * The environments that are deployed to the cluster, or will be with their next
 * deployment, by application and environment, each with its last deployment.
 * These are read of the first 25 applications; the rest goes without.
 *
 * @throws HumanitecError
 */
export async function bindingEnvironments(
  { names }: Pick<BindingSpec, 'names'>,
  { humanitec }: { humanitec: HumanitecReads },
): Promise<BindingEnvironments> {
  const definitionId = names.clusterDefinition;
  const [definitions, applications, resources] = await Promise.all([
    humanitec.listDefinitions({ res_type: 'k8s-cluster' }),
    humanitec.listApplications(),
    humanitec.listActiveResources(definitionId),
  ]);
  const found = environmentsOf(
    environmentsOn({ definitions, applications }).get(definitionId) ?? [],
    resources.filter(({ type }) => type === 'k8s-cluster'),
    { definitions, definitionId },
  );
  const told = found.slice(0, MAX_ENVIRONMENTS);
  const deployments = await lastDeployments(told, humanitec);
  return {
    items: told.map(item => ({
      ...item,
      lastDeployment: deployments.get(keyOf(item)),
    })),
    total: found.length,
    observedAt: new Date().toISOString(),
  };
}

type Found = Omit<BindingEnvironment, 'lastDeployment'>;

/** Pure: those that come or stay, and those that are there and leave. */
function environmentsOf(
  landing: LandingEnvironment[],
  resources: ActiveResource[],
  organization: { definitions: Definition[]; definitionId: string },
): Found[] {
  const found = new Map<string, Found>();
  for (const { appId, envId, envType } of landing) {
    const item: Found = { appId, envId, envType, state: 'comes' };
    found.set(keyOf(item), item);
  }
  for (const resource of resources) {
    const item: Found = {
      appId: resource.app_id,
      envId: resource.env_id,
      envType: resource.env_type,
      state: staysOn(resource, organization) ? 'here' : 'leaves',
    };
    const known = found.get(keyOf(item));
    // It may be there with clusters of several classes.
    if (known?.state !== 'here') found.set(keyOf(item), item);
  }
  return [...found.values()].sort(
    (a, b) => compare(a.appId, b.appId) || compare(a.envId, b.envId),
  );
}

function staysOn(
  { app_id, env_id, env_type, res_id, class: class_ }: ActiveResource,
  { definitions, definitionId }: Parameters<typeof environmentsOf>[2],
): boolean {
  const context = { app_id, env_id, env_type, res_id, class: class_ };
  return clusterDefinitionFor(definitions, context) === definitionId;
}

/** By application and environment. An application that is gone meanwhile has none. */
async function lastDeployments(
  items: Found[],
  humanitec: HumanitecReads,
): Promise<Map<string, BindingEnvironment['lastDeployment']>> {
  const appIds = [...new Set(items.map(({ appId }) => appId))];
  const limit = pLimit(AT_A_TIME);
  const found = new Map<string, BindingEnvironment['lastDeployment']>();
  await Promise.all(
    appIds.slice(0, MAX_APPLICATIONS).map(appId =>
      limit(async () => {
        const environments = await orNotFound(
          humanitec.listEnvironments(appId),
        );
        for (const { id: envId, last_deploy } of environments ?? []) {
          found.set(keyOf({ appId, envId }), deploymentOf(last_deploy));
        }
      }),
    ),
  );
  return found;
}

function deploymentOf(
  last: Environment['last_deploy'],
): BindingEnvironment['lastDeployment'] {
  if (!last) return undefined;
  const { id, status, created_at: at, created_by: by, comment } = last;
  return { id, status, at, by: by || undefined, comment: comment || undefined };
}

function keyOf({ appId, envId }: Pick<Found, 'appId' | 'envId'>): string {
  return `${appId}/${envId}`;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
