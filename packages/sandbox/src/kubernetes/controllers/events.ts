import { createHash } from 'node:crypto';
import { number } from '../json';
import { KubeObject, timestamp } from '../object';
import { builtin } from '../resources';
import { Moment } from './moment';

const events = builtin('', 'events');

/** Tells of something that happened to an object; repetitions are counted. */
export function tell(
  { api, at }: Moment,
  about: KubeObject,
  component: string,
  event: { type: 'Normal' | 'Warning'; reason: string; message: string },
) {
  const { name, uid, resourceVersion } = about.metadata;
  const namespace = about.metadata.namespace ?? 'default';
  const hash = createHash('sha256')
    .update([uid, event.reason, event.message].join())
    .digest('hex');
  const eventName = `${name}.${hash.slice(0, 16)}`;
  const known = api.store.find(events, namespace, eventName);
  if (known) {
    api.store.replace(events, {
      ...known,
      count: (number(known.count) ?? 1) + 1,
      lastTimestamp: timestamp(at),
    });
    return;
  }
  api.store.create(
    events,
    {
      metadata: { name: eventName, namespace },
      involvedObject: {
        apiVersion: about.apiVersion,
        kind: about.kind,
        name,
        namespace: about.metadata.namespace,
        uid,
        resourceVersion,
      },
      ...event,
      source: { component },
      reportingComponent: component,
      reportingInstance: '',
      firstTimestamp: timestamp(at),
      lastTimestamp: timestamp(at),
      count: 1,
    },
    at,
  );
}
