import { builtin } from '../resources';
import { removeObject } from '../remove';
import { Moment } from './moment';

const namespaces = builtin('', 'namespaces');
const serviceAccounts = builtin('', 'serviceaccounts');
const configMaps = builtin('', 'configmaps');

/** Gives every namespace what it is born with, and empties those that are being deleted. */
export function runNamespaces({ api, cluster, at }: Moment) {
  const { store } = api;
  for (const namespace of store.list(namespaces)) {
    const { name, deletionTimestamp, finalizers = [] } = namespace.metadata;
    if (deletionTimestamp) {
      const content = store
        .all()
        .filter(({ object }) => object.metadata.namespace === name);
      for (const { resource, object } of content) {
        removeObject(store, resource, object, at);
      }
      const left = store
        .all()
        .some(({ object }) => object.metadata.namespace === name);
      if (!left && finalizers.length === 0) store.remove(namespaces, namespace);
      continue;
    }
    if (!store.find(serviceAccounts, name, 'default')) {
      const metadata = { name: 'default', namespace: name };
      store.create(serviceAccounts, { metadata }, at);
    }
    if (!store.find(configMaps, name, 'kube-root-ca.crt')) {
      const metadata = { name: 'kube-root-ca.crt', namespace: name };
      const data = { 'ca.crt': cluster.ca.cert };
      store.create(configMaps, { metadata, data }, at);
    }
  }
}
