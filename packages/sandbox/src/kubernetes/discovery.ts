import { JsonObject } from './json';
import { groupVersion, Resource } from './resources';

/** Answers the addresses by which clients find out what there is; undefined for others. */
export function discover(
  path: string,
  headers: Headers,
  resources: readonly Resource[],
  version: string,
): Response | undefined {
  if (path === '/version' || path === '/version/') {
    return Response.json(versionInfo(version));
  }
  if (['/healthz', '/livez', '/readyz'].includes(path)) {
    return new Response('ok');
  }
  const groups = groupsOf(resources);
  if (path === '/api' || path === '/apis') {
    const core = path === '/api';
    const aggregated = aggregatedVersion(headers);
    if (aggregated) {
      const chosen = groups.filter(({ name }) => (name === '') === core);
      return Response.json(
        {
          kind: 'APIGroupDiscoveryList',
          apiVersion: `apidiscovery.k8s.io/${aggregated}`,
          metadata: {},
          items: chosen.map(group => groupDiscovery(group, resources)),
        },
        {
          headers: {
            'Content-Type': `application/json;g=apidiscovery.k8s.io;v=${aggregated};as=APIGroupDiscoveryList`,
          },
        },
      );
    }
    return Response.json(
      core
        ? {
            kind: 'APIVersions',
            versions: ['v1'],
            serverAddressByClientCIDRs: [],
          }
        : {
            kind: 'APIGroupList',
            apiVersion: 'v1',
            groups: groups.filter(({ name }) => name !== '').map(apiGroup),
          },
    );
  }
  const group = groups.find(({ name }) => name && path === `/apis/${name}`);
  if (group) {
    return Response.json({
      kind: 'APIGroup',
      apiVersion: 'v1',
      ...apiGroup(group),
    });
  }
  const served = resources.filter(one => path === addressOf(one));
  if (served.length === 0) return undefined;
  return Response.json({
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: groupVersion(served[0]),
    resources: served.flatMap(apiResources),
  });
}

/** `/api/v1`, `/apis/apps/v1` */
export function addressOf(resource: {
  group: string;
  version: string;
}): string {
  return resource.group
    ? `/apis/${resource.group}/${resource.version}`
    : `/api/${resource.version}`;
}

interface Group {
  name: string;
  versions: string[];
}

function versionInfo(version: string): JsonObject {
  const [major, minor] = version.split('.');
  return {
    major,
    minor,
    gitVersion: `v${version}.2-eks-sandbox`,
    gitCommit: '',
    gitTreeState: 'clean',
    buildDate: '2026-08-12T00:00:00Z',
    goVersion: 'go1.26.0',
    compiler: 'gc',
    platform: 'linux/amd64',
  };
}

function groupsOf(resources: readonly Resource[]): Group[] {
  const groups = new Map<string, Set<string>>();
  for (const { group, version } of resources) {
    groups.set(group, (groups.get(group) ?? new Set()).add(version));
  }
  return [...groups].map(([name, versions]) => ({
    name,
    versions: [...versions],
  }));
}

function apiGroup({ name, versions }: Group): JsonObject {
  const listed = versions.map(version => ({
    groupVersion: `${name}/${version}`,
    version,
  }));
  return { name, versions: listed, preferredVersion: listed[0] };
}

function apiResources(resource: Resource): JsonObject[] {
  const { plural, singular, namespaced, kind, verbs, shortNames, categories } =
    resource;
  return [
    {
      name: plural,
      singularName: singular,
      namespaced,
      kind,
      verbs,
      shortNames,
      categories,
    },
    ...resource.subresources.map(subresource => ({
      name: `${plural}/${subresource}`,
      singularName: '',
      namespaced,
      ...(subresource === 'scale' && { group: 'autoscaling', version: 'v1' }),
      kind: subresourceKind(resource, subresource),
      verbs: subresourceVerbs(subresource),
    })),
  ];
}

function groupDiscovery(
  group: Group,
  resources: readonly Resource[],
): JsonObject {
  return {
    metadata: { name: group.name || undefined, creationTimestamp: null },
    versions: group.versions.map(version => ({
      version,
      freshness: 'Current',
      resources: resources
        .filter(one => one.group === group.name && one.version === version)
        .map(resource => ({
          resource: resource.plural,
          responseKind: kindOf(resource, resource.kind),
          scope: resource.namespaced ? 'Namespaced' : 'Cluster',
          singularResource: resource.singular,
          verbs: resource.verbs,
          shortNames: resource.shortNames,
          categories: resource.categories,
          subresources: resource.subresources.map(subresource => ({
            subresource,
            responseKind:
              subresource === 'scale'
                ? { group: 'autoscaling', version: 'v1', kind: 'Scale' }
                : kindOf(resource, resource.kind),
            verbs: subresourceVerbs(subresource),
          })),
        })),
    })),
  };
}

function kindOf({ group, version }: Resource, kind: string): JsonObject {
  return { group, version, kind };
}

function subresourceKind(resource: Resource, subresource: string): string {
  return subresource === 'scale' ? 'Scale' : resource.kind;
}

function subresourceVerbs(subresource: string): string[] {
  switch (subresource) {
    case 'log':
      return ['get'];
    case 'finalize':
      return ['update'];
    default:
      return ['get', 'patch', 'update'];
  }
}

/** `v2` or `v2beta1` when the client wants all groups in one answer. */
function aggregatedVersion(headers: Headers): string | undefined {
  const accept = headers.get('accept') ?? '';
  if (!accept.includes('as=APIGroupDiscoveryList')) return undefined;
  return /v=(v2(?:beta1)?);/.exec(`${accept.replaceAll(',', ';')};`)?.[1];
}
