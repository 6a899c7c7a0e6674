import type { Exchange } from 'sandbox';
import type { WatchedBackend } from './watchedBackend';

type Upstream = Exchange['system'];
type Fault = Parameters<WatchedBackend['sandbox']['world']['faults']['add']>[0];

const systemsOf: Record<Upstream, NonNullable<Fault['system']>[]> = {
  aws: ['sts', 'iam', 'eks', 'ec2'],
  humanitec: ['humanitec'],
  kubernetes: ['kubernetes'],
};

/** Calls of an upstream are refused, with a body that quotes all secrets that it ever had from us, and the request. */
export function refuseWithSecrets(
  { sandbox, canaries }: Pick<WatchedBackend, 'sandbox' | 'canaries'>,
  upstream: Upstream,
  calls: Pick<Fault, 'operation' | 'skip' | 'write'> = {},
) {
  for (const system of systemsOf[upstream]) {
    sandbox.world.faults.add({
      ...calls,
      system,
      times: 100_000,
      effect: {
        kind: 'error',
        status: 403,
        message: canaries.knownTo(upstream).join(' '),
        quotes: true,
      },
    });
  }
}
