import {
  at as fieldAt,
  JsonObject,
  record,
  records,
  text,
  textMap,
} from '../json';
import { builtin } from '../resources';
import { Store } from '../store';

const secrets = builtin('', 'secrets');
const configMaps = builtin('', 'configmaps');

/** Data of a Secret (base64), empty when there is none. */
export function secretData(store: Store, namespace: string, name: string) {
  return textMap(store.find(secrets, namespace, name)?.data);
}

/** A Secret or ConfigMap that a volume of the pod needs and that is not there. */
export function missingVolumeSource(
  store: Store,
  namespace: string,
  podSpec: JsonObject,
): string | undefined {
  for (const volume of records(podSpec.volumes)) {
    const secret = text(fieldAt(volume, 'secret', 'secretName'));
    if (
      secret &&
      fieldAt(volume, 'secret', 'optional') !== true &&
      !store.find(secrets, namespace, secret)
    ) {
      return `MountVolume.SetUp failed for volume "${volume.name}" : secret "${secret}" not found`;
    }
    const configMap = text(fieldAt(volume, 'configMap', 'name'));
    if (
      configMap &&
      fieldAt(volume, 'configMap', 'optional') !== true &&
      !store.find(configMaps, namespace, configMap)
    ) {
      return `MountVolume.SetUp failed for volume "${volume.name}" : configmap "${configMap}" not found`;
    }
  }
  return undefined;
}

/** The environment of a container, or what it refers to and is not there. */
export function environmentOf(
  store: Store,
  namespace: string,
  container: JsonObject,
): { env: Record<string, string> } | { missing: string } {
  const env: Record<string, string> = {};
  const read = (kind: 'secret' | 'configmap', name: string) => {
    const found = store.find(
      kind === 'secret' ? secrets : configMaps,
      namespace,
      name,
    );
    if (!found) return undefined;
    const data = textMap(found.data);
    return kind === 'configmap'
      ? data
      : Object.fromEntries(
          Object.entries(data).map(([key, value]) => [
            key,
            Buffer.from(value, 'base64').toString('utf8'),
          ]),
        );
  };
  for (const source of records(container.envFrom)) {
    for (const kind of ['secret', 'configmap'] as const) {
      const field = kind === 'secret' ? 'secretRef' : 'configMapRef';
      const reference = record(source[field]);
      const name = text(reference.name);
      if (!name) continue;
      const data = read(kind, name);
      if (!data && reference.optional !== true) {
        return { missing: `${kind} "${name}" not found` };
      }
      const prefix = text(source.prefix) ?? '';
      for (const [key, value] of Object.entries(data ?? {})) {
        env[`${prefix}${key}`] = value;
      }
    }
  }
  for (const variable of records(container.env)) {
    const variableName = text(variable.name) ?? '';
    if (text(variable.value) !== undefined) {
      env[variableName] = text(variable.value) ?? '';
    }
    for (const kind of ['secret', 'configmap'] as const) {
      const field = kind === 'secret' ? 'secretKeyRef' : 'configMapKeyRef';
      const reference = record(fieldAt(variable, 'valueFrom', field));
      const name = text(reference.name);
      const key = text(reference.key);
      if (!name || !key) continue;
      const data = read(kind, name);
      const value = data?.[key];
      if (value !== undefined) env[variableName] = value;
      else if (reference.optional !== true) {
        return {
          missing: data
            ? `couldn't find key ${key} in ${kind} ${namespace}/${name}`
            : `${kind} "${name}" not found`,
        };
      }
    }
  }
  return { env };
}
