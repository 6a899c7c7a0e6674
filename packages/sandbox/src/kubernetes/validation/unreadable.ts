import { at, Json, record } from '../json';
import { KubeObject } from '../object';
import { Resource } from '../resources';
import { badRequest } from '../statusError';

/** Values of the wrong JSON type do not decode: 400, before any rule is looked at. */
export function refuseUnreadable(resource: Resource, object: KubeObject) {
  const stringMaps = [
    ['metadata', 'labels'],
    ['metadata', 'annotations'],
    ...(['Secret', 'ConfigMap'].includes(resource.kind) ? [['data']] : []),
    ['spec', 'template', 'metadata', 'labels'],
    ['spec', 'template', 'metadata', 'annotations'],
  ];
  const unreadable = (path: string[], type: string, found: Json) =>
    badRequest(
      `${resource.kind} in version "${
        resource.version
      }" cannot be handled as a ${resource.kind}: json: cannot unmarshal ${
        Array.isArray(found) ? 'array' : typeof found
      } into Go struct field ${resource.kind}.${path.join(
        '.',
      )} of type ${type}`,
    );
  for (const path of stringMaps) {
    for (const value of Object.values(record(at(object, ...path)))) {
      if (value !== null && value !== undefined && typeof value !== 'string') {
        throw unreadable(path, 'string', value);
      }
    }
  }
  const replicas = at(object, 'spec', 'replicas');
  if (resource.group === 'apps' && typeof replicas === 'string') {
    throw unreadable(['spec', 'replicas'], 'int32', replicas);
  }
}
