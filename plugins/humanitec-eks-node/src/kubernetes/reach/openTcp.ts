import { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { connect, LookupFunction, Socket } from 'node:net';
import type { Attempt, Explain } from './attempt';
import type { Address } from './way';

/** Several addresses are tried one after the other, each for so long; Node's own 250 ms is little for a VPN. */
const ADDRESS_MS = 1_500;

/** A TCP connection: the name first, then the port, so that the two are told apart. */
export async function openTcp(
  attempt: Attempt,
  { host, port }: Address,
  explain: { dns: Explain; tcp: Explain },
): Promise<Socket> {
  const addresses = await attempt.step(explain.dns, () =>
    lookup(host, { all: true }),
  );
  return attempt.step(
    explain.tcp,
    signal =>
      new Promise((resolve, reject) => {
        const socket = connect({
          host,
          port,
          lookup: known(addresses),
          autoSelectFamilyAttemptTimeout: ADDRESS_MS,
          keepAlive: true,
          keepAliveInitialDelay: 30_000,
        });
        attempt.opened(socket);
        const onAbort = () => socket.destroy();
        signal.addEventListener('abort', onAbort, { once: true });
        socket.once('error', reject);
        socket.once('connect', () => {
          signal.removeEventListener('abort', onAbort);
          socket.off('error', reject);
          resolve(socket);
        });
      }),
  );
}

/** Stands in for a lookup that has been made. */
function known(addresses: LookupAddress[]): LookupFunction {
  return (_, { all }, callback) => {
    const [{ address, family }] = addresses;
    if (all) callback(null, addresses);
    else callback(null, address, family);
  };
}
