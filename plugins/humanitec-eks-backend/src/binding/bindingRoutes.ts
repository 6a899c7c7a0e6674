import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  BindingEnvironments,
  BindingHistory,
  BindingReport,
  describeInputProblems,
} from 'backstage-plugin-humanitec-eks-common';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod/v3';
import { forBrowser } from '../forBrowser';
import type { BindingLookUps } from './bindingLookUps';

/** What the page of one cluster asks for. */
export function bindingRoutes({
  httpAuth,
  lookUps,
}: {
  httpAuth: HttpAuthService;
  lookUps: BindingLookUps;
}): express.Router {
  const router = Router();
  const callerOf = async (request: express.Request) => ({
    credentials: await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    }),
    request,
  });

  router.get(
    '/v1/entity/:namespace/:kind/:name/binding',
    async (request, response: express.Response<BindingReport>) => {
      const caller = await callerOf(request);
      const { fresh } = parse(freshQuery, request.query);
      await forBrowser(response, signal =>
        lookUps.binding({ ...caller, signal }, entityRefOf(request.params), {
          fresh: fresh === 'true',
        }),
      );
    },
  );

  router.get(
    '/v1/entity/:namespace/:kind/:name/environments',
    async (request, response: express.Response<BindingEnvironments>) => {
      const caller = await callerOf(request);
      const { fresh } = parse(freshQuery, request.query);
      await forBrowser(response, signal =>
        lookUps.environments(
          { ...caller, signal },
          entityRefOf(request.params),
          { fresh: fresh === 'true' },
        ),
      );
    },
  );

  router.get(
    '/v1/entity/:namespace/:kind/:name/history',
    async (request, response: express.Response<BindingHistory>) => {
      const caller = await callerOf(request);
      parse(noQuery, request.query);
      await forBrowser(response, signal =>
        lookUps.history({ ...caller, signal }, entityRefOf(request.params)),
      );
    },
  );

  return router;
}

const noQuery = z.object({}).strict();

const freshQuery = z
  .object({ fresh: z.enum(['true', 'false']).optional() })
  .strict();

/** @throws InputError that names what is wrong */
function parse<Schema extends z.ZodTypeAny>(
  schema: Schema,
  query: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  throw new InputError(describeInputProblems(parsed.error));
}

function entityRefOf({
  namespace,
  kind,
  name,
}: Record<'namespace' | 'kind' | 'name', string>): string {
  return stringifyEntityRef({ namespace, kind, name });
}
