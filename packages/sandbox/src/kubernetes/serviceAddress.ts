import { at, record, text } from './json';
import { builtin, Resource } from './resources';
import { Draft, Store } from './store';

const services = builtin('', 'services');

/** Gives a Service the next free address of the service network. */
export function serviceAddress(
  store: Store,
  resource: Resource,
  draft: Draft,
): Draft {
  if (resource !== services) return draft;
  const spec = record(draft.spec);
  if (text(spec.clusterIP) || spec.type === 'ExternalName') return draft;
  const taken = new Set(
    store.list(services).map(service => at(service, 'spec', 'clusterIP')),
  );
  let host = 10;
  const address = () => `172.20.${Math.floor(host / 250)}.${(host % 250) + 1}`;
  while (taken.has(address())) host += 1;
  return {
    ...draft,
    spec: {
      ...spec,
      clusterIP: address(),
      clusterIPs: [address()],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
    },
  };
}
