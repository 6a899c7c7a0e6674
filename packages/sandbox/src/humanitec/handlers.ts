// The Platform Orchestrator's REST API (v1) over the world.
import { http, HttpHandler } from 'msw';
import { World } from '../world';
import { recordInAudit } from './audit';
import {
  errorResponse,
  HumanitecError,
  methodNotAllowed,
  notFound,
  unauthorized,
} from './errors';
import { Incoming, Route } from './route';
import { routes } from './routes';
import { settle } from './settle';

/**
 * @param baseUrl - where the API stands, without a slash at the end
 */
export function humanitecHandlers(
  world: World,
  baseUrl: string,
): HttpHandler[] {
  return [
    ...routes.map(route => routeHandler(world, baseUrl, route)),
    otherwise(world, baseUrl),
  ];
}

const methods = {
  GET: http.get,
  POST: http.post,
  PUT: http.put,
  PATCH: http.patch,
  DELETE: http.delete,
};

function routeHandler(world: World, baseUrl: string, route: Route) {
  const path = route.path.replace(/\{(\w+)\}/g, ':$1');
  return methods[route.method](`${baseUrl}${path}`, ({ request, params }) => {
    const user = sender(world, request);
    const url = new URL(request.url);
    const resource = url.pathname.slice(new URL(baseUrl).pathname.length);
    const write = route.write(url.searchParams);
    return world.operate(
      {
        system: 'humanitec',
        operation: `${route.method} ${route.path}`,
        write,
        principal: user?.id,
        resource,
        expired: () => toResponse(unauthorized()),
        error: errorResponse,
      },
      async () => {
        settle(world);
        const response = await carryOut(route, {
          world,
          request,
          user,
          params: single(params),
        });
        if (write && user && response.ok) {
          recordInAudit(world, user, route.method, resource, response.status);
        }
        return response;
      },
    );
  });
}

/** What is not an operation of ours: another method on a known path, or no path at all. */
function otherwise(world: World, baseUrl: string) {
  return http.all(`${baseUrl}/*`, ({ request }) => {
    const url = new URL(request.url);
    const resource = url.pathname.slice(new URL(baseUrl).pathname.length);
    const known = routes.some(({ path }) =>
      new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`).test(resource),
    );
    const user = sender(world, request);
    return world.operate(
      {
        system: 'humanitec',
        operation: `${request.method} ${resource}`,
        write: !['GET', 'HEAD', 'OPTIONS'].includes(request.method),
        principal: user?.id,
        resource,
        expired: () => toResponse(unauthorized()),
        error: errorResponse,
      },
      () => {
        if (!user) return toResponse(unauthorized());
        return toResponse(known ? methodNotAllowed() : notFound(resource));
      },
    );
  });
}

function sender(world: World, request: Request) {
  const [, token] =
    /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  return token === undefined
    ? undefined
    : world.humanitec.userByToken(token, world.clock.now());
}

async function carryOut(route: Route, incoming: Incoming): Promise<Response> {
  try {
    return await route.answer(incoming);
  } catch (error) {
    if (error instanceof HumanitecError) return toResponse(error);
    throw error;
  }
}

function toResponse({ status, code, message, details }: HumanitecError) {
  return errorResponse(status, code, message, details);
}

function single(
  params: Record<string, string | readonly string[] | undefined>,
) {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, String(value)]),
  );
}
