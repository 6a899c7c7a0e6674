import { required } from '../fieldErrors';
import { at, isObject, records } from '../json';
import { KubeObject } from '../object';
import { Cause } from '../statusError';
import { portProblems } from './ports';

export function serviceProblems(object: KubeObject): Cause[] {
  const ports = records(at(object, 'spec', 'ports'));
  const needsNone =
    at(object, 'spec', 'clusterIP') === 'None' ||
    at(object, 'spec', 'type') === 'ExternalName';
  if (ports.length === 0 && !needsNone) return [required('spec.ports')];
  return ports.flatMap((port, index) =>
    portProblems(`spec.ports[${index}].port`, port.port),
  );
}

export function networkPolicyProblems(object: KubeObject): Cause[] {
  return isObject(at(object, 'spec', 'podSelector'))
    ? []
    : [required('spec.podSelector')];
}
