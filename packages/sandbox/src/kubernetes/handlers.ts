import { http, HttpHandler } from 'msw';
import { Cluster } from '../aws/state';
import { World } from '../world';
import { authenticate, Caller, impersonated } from './authenticate';
import { Attributes, decide, denial } from './authorize';
import { create } from './create';
import { settle } from './controllers/settle';
import { discover } from './discovery';
import { decoded, warningHeader } from './fieldValidation';
import { JsonObject, record } from './json';
import { openApi } from './openapi';
import { patch } from './patch';
import { podLog } from './podLog';
import { find, listOf } from './read';
import { remove, removeCollection } from './remove';
import { represent, representation } from './represent';
import {
  attributesOf,
  mayChange,
  operationName,
  requestInfo,
  RequestInfo,
  ResourceRequest,
} from './requestInfo';
import { Resource } from './resources';
import { review } from './reviews';
import {
  forbidden,
  methodNotAllowed,
  noSuchPath,
  StatusError,
  unauthorized,
} from './statusError';
import { Store } from './store';
import { scaleOf, update } from './update';
import { watch } from './watch';
import { readBody, WriteRequest, Written } from './writeRequest';

/**
 * The Kubernetes API of one cluster, at an address of its own.
 *
 * The cluster is looked up at each call: a world that was put back has another object for it.
 */
export function kubernetesHandlers(
  world: World,
  { arn, id }: Pick<Cluster, 'arn' | 'id'>,
  baseUrl: string,
): HttpHandler[] {
  return [
    http.all(`${baseUrl}/*`, async ({ request }) => {
      const cluster = world.aws.clusters.get(arn);
      if (cluster?.id !== id) return Response.error();
      const body = Buffer.from(await request.arrayBuffer());
      const info = requestInfo(request.method, new URL(request.url));
      const authentication = authenticate(world, cluster, request.headers);
      return world.operate(
        {
          system: 'kubernetes',
          operation: operationName(info),
          write: mayChange(info, body),
          principal: authentication.ok
            ? authentication.caller.principalArn
            : authentication.principalArn,
          resource: info.path,
          expired: () => unauthorized().toResponse(),
          error: (status, code, message) =>
            new StatusError(status, code, message).toResponse(),
        },
        () => {
          try {
            if (!authentication.ok) throw unauthorized();
            const caller = impersonated(
              world,
              cluster,
              authentication.caller,
              request.headers,
            );
            const { headers } = request;
            return answer(world, cluster, { caller, info, headers, body });
          } catch (error) {
            if (error instanceof StatusError) return error.toResponse();
            throw error;
          }
        },
      );
    }),
  ];
}

interface Question {
  caller: Caller;
  info: RequestInfo;
  headers: Headers;
  body: Buffer;
}

function answer(
  world: World,
  cluster: Cluster,
  { caller, info, headers, body }: Question,
): Response {
  settle(world, cluster);
  const api = world.kubernetes.of(world, cluster);
  const attributes = attributesOf(info);
  const mayCaller = (asked: Attributes) => may(world, api.store, caller, asked);
  if (!mayCaller(attributes)) {
    const why = denial(caller, attributes);
    throw info.kind === 'path'
      ? new StatusError(403, 'Forbidden', `forbidden: ${why}`, {})
      : forbidden(
          { group: info.group, plural: info.resource },
          attributes.name,
          why,
        );
  }
  if (info.kind === 'path') {
    const found =
      discover(info.path, headers, api.resources, cluster.config.version) ??
      openApi(info.path, headers, api.resources);
    if (!found) throw noSuchPath();
    return found;
  }
  const resource = servedResource(api.resources, info);
  const now = world.clock.now();
  const form = representation(headers);
  const includeObject = info.query.get('includeObject');
  const render = (value: JsonObject) =>
    represent(resource, value, form, {
      includeObject,
      now: world.clock.now(),
    });

  switch (info.verb) {
    case 'get': {
      const object = find(api.store, resource, info);
      if (info.subresource === 'log') {
        return podLog(api, object, info.query, now);
      }
      return Response.json(
        info.subresource === 'scale' ? scaleOf(object) : render(object),
      );
    }
    case 'list':
      return Response.json(render(listOf(api.store, resource, info)));
    case 'watch':
      return watch(
        api.store,
        resource,
        info,
        () => settle(world, cluster),
        render,
      );
    default:
  }

  const warnings: string[] = [];
  if (isReview(resource)) {
    const asked = record(readBody({ headers, resource, body }));
    const level = info.query.get('fieldValidation');
    const object = decoded({ resource, level, warnings }, asked, 'body');
    return Response.json(review(api.store, caller, resource, object), {
      status: 201,
      headers: warningHeaders(warnings),
    });
  }
  const written = write({
    api,
    caller,
    mayCaller,
    resource,
    request: info,
    headers,
    body,
    now,
    warnings,
  });
  settle(world, cluster);
  return Response.json(render(written.object), {
    status: written.created ? 201 : 200,
    headers: warningHeaders(warnings),
  });
}

function may(
  world: World,
  store: Store,
  caller: Caller,
  attributes: Attributes,
): boolean {
  const { allowed } = decide(store, caller, attributes);
  const { verb, group, resource, subresource, namespace, name } = attributes;
  world.permissions.asked({
    system: 'kubernetes',
    principal: caller.principalArn,
    verb,
    group,
    resource: [resource, subresource].filter(Boolean).join('/'),
    namespace,
    name,
    path: attributes.nonResourcePath,
    allowed,
  });
  return allowed;
}

function warningHeaders(warnings: string[]): Headers {
  const headers = new Headers();
  for (const warning of warnings) {
    headers.append('Warning', warningHeader(warning));
  }
  return headers;
}

function write(request: WriteRequest): Written {
  switch (request.request.verb) {
    case 'create':
      return create(request);
    case 'update':
      return update(request);
    case 'patch':
      return patch(request);
    case 'delete':
      return remove(request);
    case 'deletecollection':
      return removeCollection(request);
    default:
      throw methodNotAllowed();
  }
}

function servedResource(
  resources: readonly Resource[],
  info: ResourceRequest,
): Resource {
  const found = resources.find(
    one =>
      one.plural === info.resource &&
      one.group === info.group &&
      one.version === info.version,
  );
  const subresource = found?.subresources.find(one => one === info.subresource);
  if (!found || (info.subresource && !subresource)) throw noSuchPath();
  if (!info.subresource && !found.verbs.includes(info.verb)) {
    throw methodNotAllowed();
  }
  return found;
}

function isReview(resource: Resource): boolean {
  return resource.verbs.length === 1 && resource.verbs[0] === 'create';
}
