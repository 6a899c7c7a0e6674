import { duplicate, missing, need, required } from '../fieldErrors';
import { at, Json, JsonObject, records, text } from '../json';
import { labelProblems } from '../names';
import { KubeObject } from '../object';
import { Cause } from '../statusError';
import { portProblems } from './ports';

export function podProblems(object: KubeObject): Cause[] {
  return podSpecProblems('spec', object.spec);
}

/** @param path - where the spec stands in its object */
export function podSpecProblems(path: string, spec: Json | undefined): Cause[] {
  const volumes = records(at(spec, 'volumes')).map(one => text(one.name) ?? '');
  const containers = records(at(spec, 'containers'));
  if (containers.length === 0) return [required(`${path}.containers`)];
  const names = containers.map(one => text(one.name) ?? '');
  return [
    ...volumes.flatMap((name, index) => [
      ...(name
        ? labelProblems(`${path}.volumes[${index}].name`, name)
        : [required(`${path}.volumes[${index}].name`)]),
      ...(volumes.indexOf(name) < index
        ? [duplicate(`${path}.volumes[${index}].name`, name)]
        : []),
    ]),
    ...names.flatMap((name, index) =>
      names.indexOf(name) < index
        ? [duplicate(`${path}.containers[${index}].name`, name)]
        : [],
    ),
    ...['initContainers', 'containers'].flatMap(field =>
      records(at(spec, field)).flatMap((container, index) =>
        containerProblems(`${path}.${field}[${index}]`, container, volumes),
      ),
    ),
  ];
}

function containerProblems(
  path: string,
  container: JsonObject,
  volumes: string[],
): Cause[] {
  const name = text(container.name);
  return [
    ...(name
      ? labelProblems(`${path}.name`, name)
      : [required(`${path}.name`)]),
    ...(text(container.image) ? [] : [required(`${path}.image`)]),
    ...records(container.ports).flatMap((port, index) =>
      portProblems(`${path}.ports[${index}].containerPort`, port.containerPort),
    ),
    ...records(container.env).flatMap((variable, index) =>
      text(variable.name) ? [] : [required(`${path}.env[${index}].name`)],
    ),
    ...records(container.volumeMounts).flatMap((mount, index) => [
      ...need(`${path}.volumeMounts[${index}]`, mount, ['name', 'mountPath']),
      ...(mount.name && !volumes.includes(text(mount.name) ?? '')
        ? [missing(`${path}.volumeMounts[${index}].name`, mount.name)]
        : []),
    ]),
  ];
}
