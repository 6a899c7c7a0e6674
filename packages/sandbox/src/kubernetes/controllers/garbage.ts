import { removeObject } from '../remove';
import { Moment } from './moment';

/** Removes what belonged only to owners that are gone. */
export function collectGarbage({ api, at }: Moment) {
  const all = api.store.all();
  const uids = new Set(all.map(({ object }) => object.metadata.uid));
  for (const { resource, object } of all) {
    const owners = object.metadata.ownerReferences ?? [];
    if (owners.length === 0) continue;
    if (owners.some(owner => uids.has(owner.uid))) continue;
    removeObject(api.store, resource, object, at);
  }
  for (const uid of api.pods.keys()) {
    if (!uids.has(uid)) api.pods.delete(uid);
  }
}
