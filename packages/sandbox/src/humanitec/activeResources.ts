// What deployments have provisioned, and through which definition.
import { notFound } from './errors';
import { timestamp } from './identifiers';
import { bestMatch } from './matching';
import { isSet, organizationRoute } from './route';
import { ActiveResource, Definition } from './records';
import { Organization } from './state';

export const activeResourceRoutes = [
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/apps/{appId}/envs/{envId}/resources',
    answer: ({ organization, params, query }) => {
      const only = query.get('scheduled_deletion');
      return Response.json(
        organization.activeResources
          .filter(
            ({ appId, envId }) =>
              appId === params.appId && envId === params.envId,
          )
          .filter(
            resource =>
              only === null || isScheduled(resource) === (only === 'true'),
          )
          .map(resource => activeResourceResponse(organization, resource)),
      );
    },
  }),
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/resources/defs/{defId}/resources',
    answer: ({ organization, params }) =>
      Response.json(
        organization.activeResources
          .filter(({ definitionId }) => definitionId === params.defId)
          .map(resource => activeResourceResponse(organization, resource)),
      ),
  }),
  organizationRoute({
    method: 'DELETE',
    path: '/orgs/{orgId}/apps/{appId}/envs/{envId}/resources/{type}/{resId}',
    role: 'deployer',
    answer: ({ organization, params, query, now }) => {
      const [type, className = 'default'] = params.type.split('.', 2);
      const resource = organization.activeResources.find(
        candidate =>
          candidate.appId === params.appId &&
          candidate.envId === params.envId &&
          candidate.type === type &&
          candidate.class === className &&
          candidate.resId === params.resId,
      );
      if (!resource) throw notFound(`Active Resource "${params.resId}"`);
      if (isSet(query, 'detach')) {
        organization.activeResources = organization.activeResources.filter(
          other => other !== resource,
        );
        return new Response(null, { status: 204 });
      }
      resource.status = 'deleting';
      resource.deletingSince ??= now;
      return new Response(null, { status: 202 });
    },
  }),
];

/**
 * The active resources that another definition, or none, would provide if this one were deleted or replaced:
 * the body of the refusals to do so.
 */
export function resourcesMovedBy(
  organization: Organization,
  definition: Definition,
  replacement?: Definition,
) {
  const definitions = [...organization.definitions.values()]
    .filter(other => other !== definition)
    .concat(replacement ?? []);
  return organization.activeResources
    .filter(({ definitionId }) => definitionId === definition.id)
    .map(resource => ({
      app_id: resource.appId,
      env_id: resource.envId,
      res_id: resource.resId,
      from_def: definition.id,
      to_def: definitionFor(definitions, resource) ?? '',
    }))
    .filter(({ to_def }) => to_def !== definition.id);
}

/** An active resource as the API shows it. */
export function activeResourceResponse(
  organization: Organization,
  resource: ActiveResource,
) {
  return {
    org_id: organization.id,
    app_id: resource.appId,
    env_id: resource.envId,
    env_type: resource.envType,
    type: resource.type,
    class: resource.class,
    res_id: resource.resId,
    gu_res_id: resource.guResId,
    def_id: resource.definitionId,
    def_version_id: resource.versionId,
    criteria_id: resource.criterionId,
    driver_type: resource.driverType,
    driver_account: resource.driverAccount,
    deploy_id: resource.deploymentId,
    status: resource.status,
    resource: resource.values,
    secret_refs: {},
    scheduled_deletion: isScheduled(resource),
    updated_at: timestamp(resource.updatedAt),
  };
}

function isScheduled(resource: ActiveResource) {
  return resource.deletingSince !== undefined;
}

function definitionFor(definitions: Definition[], resource: ActiveResource) {
  return bestMatch(definitions, resource.type, {
    app_id: resource.appId,
    env_id: resource.envId,
    env_type: resource.envType,
    res_id: resource.resId,
    class: resource.class,
  })?.definition.id;
}
