import type {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type {
  BindingIdentity,
  Choices,
  OnboardingPreview,
  RemovalPreview,
} from 'backstage-plugin-humanitec-eks-common';
import {
  discoverSpec,
  HumanitecEksService,
  previewOnboarding,
  previewRemoval,
} from 'backstage-plugin-humanitec-eks-node';
import express from 'express';
import Router from 'express-promise-router';
import { audited } from '../audited';
import { forBrowser } from '../forBrowser';
import type { UsableTargets } from '../permissions/usableTargets';
import { withinBounds } from '../withinBounds';
import type { ChoiceLookUps } from './choiceLookUps';
import { parseChoiceRequest } from './choiceRequest';
import { parseOnboardingPreview, parseRemovalPreview } from './previewRequest';

/** How long each system has for a preview: many calls, and none of them long. */
const SECONDS_OF_A_SYSTEM = 20;
/** How long a whole preview may take. */
const SECONDS_OF_A_PREVIEW = 30;

/** What the fields of the templates' forms ask for. Reads only. */
export function formsRoutes(deps: {
  auditor: AuditorService;
  choices: ChoiceLookUps;
  httpAuth: HttpAuthService;
  service: HumanitecEksService;
  usableTargets(credentials: BackstageCredentials): Promise<UsableTargets>;
}): express.Router {
  const { auditor, choices, httpAuth, service, usableTargets } = deps;
  const router = Router();

  router.get(
    '/v1/choices/:kind',
    async (request, response: express.Response<Choices>) => {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      const asked = parseChoiceRequest(request.params.kind, request.query);
      await forBrowser(response, signal =>
        choices({ credentials, request, signal }, asked),
      );
    },
  );

  router.use(express.json());

  router.post(
    '/v1/previews/onboarding',
    async (request, response: express.Response<OnboardingPreview>) => {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      const { spec, ...asked } = parseOnboardingPreview(request.body);
      await forBrowser(response, signal =>
        audited(
          auditor,
          { credentials, request },
          previewEvent('onboarding', spec),
          async () => {
            await (await usableTargets(credentials)).require(spec);
            return withinBounds(preview(spec), signal, ends =>
              previewOnboarding(service, spec, {
                ...asked,
                seconds: SECONDS_OF_A_SYSTEM,
                signal: ends,
              }),
            );
          },
        ),
      );
    },
  );

  router.post(
    '/v1/previews/removal',
    async (request, response: express.Response<RemovalPreview>) => {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      const { identity, options } = parseRemovalPreview(request.body);
      await forBrowser(response, signal =>
        audited(
          auditor,
          { credentials, request },
          previewEvent('removal', identity),
          async () => {
            await (await usableTargets(credentials)).require(identity);
            return withinBounds(preview(identity), signal, async ends => {
              const systems = await service.connect(identity, { signal: ends });
              const spec = await discoverSpec(identity, {}, systems);
              return previewRemoval(spec, systems, options);
            });
          },
        ),
      );
    },
  );

  return router;
}

function preview({ clusterName }: BindingIdentity) {
  return {
    system: 'One of AWS, Humanitec and Kubernetes',
    what: `what there is of ${clusterName}`,
    seconds: SECONDS_OF_A_PREVIEW,
  };
}

function previewEvent(queryType: string, identity: BindingIdentity) {
  const { organization, awsAccountId, region, clusterName } = identity;
  return {
    eventId: 'preview',
    meta: { queryType, organization, awsAccountId, region, clusterName },
  };
}
