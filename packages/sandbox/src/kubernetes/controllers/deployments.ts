import { createHash } from 'node:crypto';
import { at as fieldAt, canonical, number, record, textMap } from '../json';
import {
  controllerReference,
  isControlledBy,
  KubeObject,
  nameSuffixOf,
} from '../object';
import { builtin } from '../resources';
import { deploymentStatus, share } from './deploymentStatus';
import { tell } from './events';
import { Moment } from './moment';
import { isReady, podsOf, reportStatus } from './ownedPods';

const deployments = builtin('apps', 'deployments');
const replicaSets = builtin('apps', 'replicasets');
const revision = 'deployment.kubernetes.io/revision';
const hashLabel = 'pod-template-hash';

/** One ReplicaSet a template; a changed template moves the pods over, step by step. */
export function runDeployments(moment: Moment) {
  for (const deployment of moment.api.store.list(deployments)) {
    const sets = setsOf(moment, deployment);
    const hash = templateHash(deployment);
    const current =
      sets.find(set => set.metadata.labels?.[hashLabel] === hash) ??
      makeSet(moment, deployment, hash, nextRevision(sets));
    const old = sets.filter(set => set.metadata.uid !== current.metadata.uid);
    renew(moment, current, sets);
    rollOut(moment, deployment, current, old);
    report(moment, deployment);
  }
}

function setsOf({ api }: Moment, deployment: KubeObject): KubeObject[] {
  return api.store
    .list(replicaSets, deployment.metadata.namespace)
    .filter(set => isControlledBy(set, deployment));
}

function templateHash(deployment: KubeObject): string {
  const template = canonical(fieldAt(deployment, 'spec', 'template'));
  const bytes = createHash('sha256').update(template).digest();
  return nameSuffixOf(bytes, 10);
}

function revisionOf(object: KubeObject): number {
  return Number(object.metadata.annotations?.[revision] ?? 0);
}

function nextRevision(sets: KubeObject[]): number {
  return Math.max(0, ...sets.map(revisionOf)) + 1;
}

function makeSet(
  moment: Moment,
  deployment: KubeObject,
  hash: string,
  number_: number,
): KubeObject {
  const { name, namespace } = deployment.metadata;
  const spec = record(deployment.spec);
  const template = record(spec.template);
  const metadata = record(template.metadata);
  const labels = { ...textMap(metadata.labels), [hashLabel]: hash };
  const selector = record(spec.selector);
  return moment.api.store.create(
    replicaSets,
    {
      metadata: {
        name: `${name}-${hash}`,
        namespace,
        labels,
        annotations: { [revision]: String(number_) },
        ownerReferences: [controllerReference(deployment)],
      },
      spec: {
        replicas: 0,
        selector: {
          ...selector,
          matchLabels: { ...record(selector.matchLabels), [hashLabel]: hash },
        },
        template: { ...template, metadata: { ...metadata, labels } },
      },
    },
    moment.at,
  );
}

/** A template that is used again becomes the newest revision. */
function renew(moment: Moment, current: KubeObject, sets: KubeObject[]) {
  const newest = Math.max(0, ...sets.map(revisionOf));
  if (revisionOf(current) >= newest) return;
  moment.api.store.replace(replicaSets, {
    ...current,
    metadata: {
      ...current.metadata,
      annotations: {
        ...current.metadata.annotations,
        [revision]: String(newest + 1),
      },
    },
  });
}

function rollOut(
  moment: Moment,
  deployment: KubeObject,
  current: KubeObject,
  old: KubeObject[],
) {
  const spec = record(deployment.spec);
  const wanted = number(spec.replicas) ?? 1;
  const strategy = record(spec.strategy);
  const rolling = record(strategy.rollingUpdate);
  const size = sizeOf(current);
  const oldSize = old.reduce((sum, set) => sum + sizeOf(set), 0);

  if (strategy.type === 'Recreate') {
    old.forEach(set => scale(moment, deployment, set, 0));
    const oldPods = old.flatMap(set => podsOf(moment, set));
    if (oldPods.length === 0) scale(moment, deployment, current, wanted);
    return;
  }
  const surge = share(rolling.maxSurge, wanted, Math.ceil);
  const allowed = share(rolling.maxUnavailable, wanted, Math.floor);
  // Both zero would never move anything; the API server takes 1 then.
  const missing = surge === 0 && allowed === 0 ? 1 : allowed;
  const room = Math.max(0, wanted + surge - oldSize);
  scale(moment, deployment, current, Math.min(wanted, Math.max(size, room)));

  // Old pods go as far as enough others are ready; unready ones always may.
  const readyNew = podsOf(moment, current).filter(isReady).length;
  let spare = readyNew - (wanted - missing);
  for (const set of [...old].sort((a, b) => revisionOf(a) - revisionOf(b))) {
    const ready = podsOf(moment, set).filter(isReady).length;
    const keep = Math.max(0, Math.min(ready, -spare));
    scale(moment, deployment, set, Math.min(sizeOf(set), keep));
    spare += keep;
  }
}

function sizeOf(set: KubeObject): number {
  return number(fieldAt(set, 'spec', 'replicas')) ?? 0;
}

function scale(
  moment: Moment,
  deployment: KubeObject,
  set: KubeObject,
  replicas: number,
) {
  const size = sizeOf(set);
  if (size === replicas) return;
  const stored = moment.api.store.find(
    replicaSets,
    set.metadata.namespace,
    set.metadata.name,
  );
  moment.api.store.replace(replicaSets, {
    ...(stored ?? set),
    metadata: {
      ...(stored ?? set).metadata,
      generation: (set.metadata.generation ?? 1) + 1,
    },
    spec: { ...record(set.spec), replicas },
  });
  const direction = replicas > size ? 'up' : 'down';
  tell(moment, deployment, 'deployment-controller', {
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    message: `Scaled ${direction} replica set ${set.metadata.name} from ${size} to ${replicas}`,
  });
}

function report(moment: Moment, deployment: KubeObject) {
  const sets = setsOf(moment, deployment);
  const newest = Math.max(0, ...sets.map(revisionOf));
  const current = sets.find(set => revisionOf(set) === newest);
  const all = sets.flatMap(set => podsOf(moment, set));
  const updated = current ? podsOf(moment, current) : [];
  const { metadata } = deployment;
  const annotations = { ...metadata.annotations, [revision]: String(newest) };
  const status = deploymentStatus(deployment, {
    current,
    pods: all.length,
    ready: all.filter(isReady).length,
    updated: updated.length,
    at: moment.at,
  });
  reportStatus(
    moment,
    { ...deployment, metadata: { ...metadata, annotations } },
    status,
  );
}
