import { notAllowed, wrong } from '../fieldErrors';
import { at, equal } from '../json';
import { KubeObject } from '../object';
import { Resource } from '../resources';
import { Cause } from '../statusError';

/** Fields that may never change, as dotted paths, by kind. */
const immutable: Record<string, string[]> = {
  'apps/Deployment': ['spec.selector'],
  'apps/ReplicaSet': ['spec.selector'],
  'apps/DaemonSet': ['spec.selector'],
  'apps/StatefulSet': ['spec.selector', 'spec.serviceName'],
  'batch/Job': ['spec.selector', 'spec.template', 'spec.completions'],
  '/Secret': ['type'],
  '/Service': ['spec.clusterIP'],
};

export function immutableProblems(
  resource: Resource,
  object: KubeObject,
  previous: KubeObject,
): Cause[] {
  const changed = (path: string) =>
    !equal(at(object, ...path.split('.')), at(previous, ...path.split('.')));
  const fields = immutable[`${resource.group}/${resource.kind}`] ?? [];
  return [
    ...fields
      .filter(changed)
      .map(path =>
        wrong(path, at(object, ...path.split('.')), 'field is immutable'),
      ),
    ...(resource.plural.endsWith('rolebindings') && changed('roleRef')
      ? [wrong('roleRef', object.roleRef, 'cannot change roleRef')]
      : []),
    ...(previous.immutable === true && (changed('data') || changed('immutable'))
      ? [notAllowed('data', 'field is immutable when `immutable` is set')]
      : []),
  ];
}
