import { admittedPodSpec } from '../defaults';
import { at as fieldAt, record, records, text, textMap } from '../json';
import {
  controllerReference,
  isControlledBy,
  KubeObject,
  nameSuffix,
} from '../object';
import { podSecurityViolation } from '../podSecurity';
import { builtin, splitGroupVersion } from '../resources';
import { tell } from './events';
import { Moment } from './moment';

const pods = builtin('', 'pods');
const namespaces = builtin('', 'namespaces');
const serviceAccounts = builtin('', 'serviceaccounts');

/** The pods that a workload made and still has. */
export function podsOf({ api }: Moment, owner: KubeObject): KubeObject[] {
  return api.store
    .list(pods, owner.metadata.namespace)
    .filter(pod => isControlledBy(pod, owner));
}

export function isReady(pod: KubeObject): boolean {
  return records(fieldAt(pod, 'status', 'conditions')).some(
    condition => condition.type === 'Ready' && condition.status === 'True',
  );
}

export function hasSucceeded(pod: KubeObject): boolean {
  return fieldAt(pod, 'status', 'phase') === 'Succeeded';
}

/**
 * Makes a pod from the workload's template.
 *
 * @returns why that is refused; undefined when it was made
 */
export function makePod(
  moment: Moment,
  owner: KubeObject,
  name = `${owner.metadata.name}-${nameSuffix()}`,
): string | undefined {
  const { api, at } = moment;
  const namespace = owner.metadata.namespace ?? '';
  const template = fieldAt(owner, 'spec', 'template');
  const spec = admittedPodSpec(record(fieldAt(template, 'spec')));
  const account = text(spec.serviceAccountName) ?? '';
  const component = `${owner.kind.toLowerCase()}-controller`;
  if (!api.store.find(serviceAccounts, namespace, account)) {
    return `pods "${owner.metadata.name}-" is forbidden: error looking up service account ${namespace}/${account}: serviceaccount "${account}" not found`;
  }
  const violation = podSecurityViolation(
    api.store.find(namespaces, undefined, namespace),
    spec,
  );
  if (violation) {
    return `pods "${owner.metadata.name}-" is forbidden: ${violation}`;
  }
  api.store.create(
    pods,
    {
      metadata: {
        name,
        namespace,
        labels: textMap(fieldAt(template, 'metadata', 'labels')),
        annotations: textMap(fieldAt(template, 'metadata', 'annotations')),
        ownerReferences: [controllerReference(owner)],
      },
      spec,
      status: { phase: 'Pending', qosClass: 'Burstable' },
    },
    at,
  );
  tell(moment, owner, component, {
    type: 'Normal',
    reason: 'SuccessfulCreate',
    message: `Created pod: ${name}`,
  });
  return undefined;
}

export function removePod({ api }: Moment, pod: KubeObject) {
  api.store.remove(pods, pod);
}

/** Stores the status of a workload; nothing happens when it is as it was. */
export function reportStatus(
  { api }: Moment,
  owner: KubeObject,
  status: KubeObject['status'],
) {
  const { group } = splitGroupVersion(owner.apiVersion);
  const resource = builtin(group, `${owner.kind.toLowerCase()}s`);
  api.store.replace(resource, { ...owner, status });
}
