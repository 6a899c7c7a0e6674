import { addressOf } from './discovery';
import { JsonObject } from './json';
import { groupVersion, Resource } from './resources';

/**
 * The part of `/openapi/v3` that clients decide by: which kinds there are, at which
 * addresses, and that writes take `fieldValidation`, `dryRun` and `fieldManager`
 * (kubectl looks there before it applies). Fields are not described.
 */
export function openApi(
  path: string,
  headers: Headers,
  resources: readonly Resource[],
): Response | undefined {
  const addresses = [...new Set(resources.map(addressOf))];
  if (path === '/openapi/v2') return emptyV2(headers);
  if (path === '/openapi/v3') {
    return Response.json({
      paths: Object.fromEntries(
        addresses.map(address => [
          address.slice(1),
          { serverRelativeURL: `/openapi/v3${address}` },
        ]),
      ),
    });
  }
  const address = addresses.find(one => path === `/openapi/v3${one}`);
  if (!address) return undefined;
  const served = resources.filter(one => addressOf(one) === address);
  return Response.json({
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1' },
    paths: Object.fromEntries(served.flatMap(pathsOf)),
    components: {
      schemas: Object.fromEntries(
        served.map(resource => [
          schemaName(resource),
          {
            type: 'object',
            'x-kubernetes-group-version-kind': [kindOf(resource)],
            'x-kubernetes-preserve-unknown-fields': true,
          },
        ]),
      ),
    },
  });
}

/** kubectl up to 1.28 asks for the older form; without definitions it checks nothing itself. */
function emptyV2(headers: Headers): Response {
  const type = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';
  // A protobuf message without fields has no bytes.
  return (headers.get('accept') ?? '').includes('protobuf')
    ? new Response(new Uint8Array(), { headers: { 'Content-Type': type } })
    : Response.json({
        swagger: '2.0',
        info: { title: 'Kubernetes', version: 'v1' },
        paths: {},
      });
}

function pathsOf(resource: Resource): [string, JsonObject][] {
  const scope = resource.namespaced ? '/namespaces/{namespace}' : '';
  const collection = `${addressOf(resource)}${scope}/${resource.plural}`;
  return [
    [collection, operations(resource, ['list', 'create', 'deletecollection'])],
    [
      `${collection}/{name}`,
      operations(resource, ['get', 'update', 'patch', 'delete']),
    ],
  ];
}

const methods: Record<string, string> = {
  list: 'get',
  get: 'get',
  create: 'post',
  update: 'put',
  patch: 'patch',
  delete: 'delete',
  deletecollection: 'delete',
};

function operations(resource: Resource, verbs: string[]): JsonObject {
  return Object.fromEntries(
    verbs
      .filter(verb => resource.verbs.includes(verb))
      .map(verb => [
        methods[verb],
        {
          operationId: `${verb}_${groupVersion(resource)}_${resource.plural}`,
          parameters: parametersOf(verb),
          responses: {
            200: {
              description: 'OK',
              content: {
                'application/json': {
                  schema: {
                    $ref: `#/components/schemas/${schemaName(resource)}`,
                  },
                },
              },
            },
          },
          'x-kubernetes-action': verb === 'create' ? 'post' : verb,
          'x-kubernetes-group-version-kind': kindOf(resource),
        },
      ]),
  );
}

function parametersOf(verb: string): JsonObject[] {
  const names = ['create', 'update', 'patch'].includes(verb)
    ? ['dryRun', 'fieldManager', 'fieldValidation']
    : [];
  return [
    ...names.map(name => parameter(name, 'string')),
    ...(verb === 'patch' ? [parameter('force', 'boolean')] : []),
  ];
}

function parameter(name: string, type: string): JsonObject {
  return { name, in: 'query', schema: { type, uniqueItems: true } };
}

function schemaName(resource: Resource): string {
  const group = resource.group.split('.')[0] || 'core';
  return `io.k8s.api.${group}.${resource.version}.${resource.kind}`;
}

function kindOf({ group, version, kind }: Resource): JsonObject {
  return { group, version, kind };
}
