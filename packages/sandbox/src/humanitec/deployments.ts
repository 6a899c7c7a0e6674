// Deployments: carried out some seconds after they were accepted (see `settle.ts`).
import { z } from 'zod';
import { deploymentResponse } from './deploymentResponse';
import { badRequest, conflict, notFound } from './errors';
import { findEnvironment } from './findEnvironment';
import { newId } from './identifiers';
import { organizationRoute } from './route';
import { Deployment, Environment } from './records';

/** The deployment set without anything in it. */
const emptySet = '0';

export const deploymentRoutes = [
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/apps/{appId}/envs/{envId}/deploys',
    answer: ({ organization, params, now }) => {
      const environment = findEnvironment(organization, params);
      return Response.json(
        [...environment.deployments]
          .reverse()
          .map(deployment => deploymentResponse(environment, deployment, now)),
      );
    },
  }),
  organizationRoute({
    method: 'POST',
    path: '/orgs/{orgId}/apps/{appId}/envs/{envId}/deploys',
    role: 'deployer',
    body: z.object({
      comment: z.string().default(''),
      delta_id: z.string().optional(),
      set_id: z.string().optional(),
      mode: z.enum(['full', 'incremental']).default('full'),
    }),
    answer: ({ organization, params, body, user, now }) => {
      const environment = findEnvironment(organization, params);
      const last = environment.deployments.at(-1);
      if (environment.deletingSince !== undefined || (last && !last.end)) {
        throw conflict('The Environment is being deployed or deleted');
      }
      if (body.delta_id !== undefined) {
        throw badRequest(`Deployment Delta "${body.delta_id}" not found`);
      }
      const legacyMode = organization.isLegacyMode();
      if (legacyMode && body.mode === 'incremental') {
        throw badRequest('Incremental deployments need direct mode');
      }
      const setId = body.set_id ?? last?.setId ?? emptySet;
      if (!isKnownSet(environment, setId)) {
        throw badRequest(`Deployment Set "${setId}" not found`);
      }
      const deployment: Deployment = {
        id: newId(),
        fromId: last?.id ?? '',
        comment: body.comment,
        setId,
        mode: body.mode,
        legacyMode,
        createdBy: user.id,
        createdAt: now,
      };
      environment.deployments.push(deployment);
      return Response.json(deploymentResponse(environment, deployment, now), {
        status: 201,
      });
    },
  }),
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/apps/{appId}/envs/{envId}/deploys/{deployId}',
    answer: ({ organization, params, now }) => {
      const environment = findEnvironment(organization, params);
      const deployment = find(environment, params.deployId);
      return Response.json(deploymentResponse(environment, deployment, now));
    },
  }),
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/apps/{appId}/envs/{envId}/deploys/{deployId}/errors',
    answer: ({ organization, params }) => {
      const environment = findEnvironment(organization, params);
      return Response.json(
        find(environment, params.deployId).end?.errors ?? [],
      );
    },
  }),
];

function find(environment: Environment, id: string): Deployment {
  const deployment = environment.deployments.find(one => one.id === id);
  if (!deployment) throw notFound(`Deployment "${id}"`);
  return deployment;
}

/** Deltas are not modelled, so the only sets are the empty one and those deployed before. */
function isKnownSet({ deployments }: Environment, setId: string) {
  return setId === emptySet || deployments.some(known => known.setId === setId);
}
