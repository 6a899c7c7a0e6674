// What has happened by now: deployments that are over, deletions that are done.
import { World } from '../world';
import { deploymentSeconds } from './deploymentResponse';
import { finishDeployment } from './finishDeployment';
import { Organization } from './state';

/** Seconds that the deletion of something provisioned takes. */
const removalSeconds = 5;

/** Brings every organization up to the present; called before anything is read or changed. */
export function settle(world: World) {
  for (const organization of world.humanitec.organizations.values()) {
    finishDeployments(world, organization);
    removeDeleted(world, organization);
  }
}

function finishDeployments(world: World, organization: Organization) {
  for (const { id, environments } of organization.applications.values()) {
    for (const environment of environments.values()) {
      const deployment = environment.deployments.at(-1);
      if (
        deployment &&
        !deployment.end &&
        world.elapsed(deployment.createdAt, deploymentSeconds.over)
      ) {
        finishDeployment(world, organization, id, environment, deployment);
      }
    }
  }
}

function removeDeleted(world: World, organization: Organization) {
  const isGone = ({ deletingSince }: { deletingSince?: number }) =>
    deletingSince !== undefined && world.elapsed(deletingSince, removalSeconds);

  for (const [appId, application] of organization.applications) {
    if (isGone(application)) organization.applications.delete(appId);
    for (const [envId, environment] of application.environments) {
      if (isGone(environment)) application.environments.delete(envId);
    }
  }
  organization.activeResources = organization.activeResources.filter(
    resource =>
      !isGone(resource) &&
      organization.applications
        .get(resource.appId)
        ?.environments.has(resource.envId),
  );
}
