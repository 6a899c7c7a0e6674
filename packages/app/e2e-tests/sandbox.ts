/** What tests ask of the sandbox behind the browser's back. */

export interface Timings {
  [what: string]: number;
}

/** AWS, Humanitec and Kubernetes as they were before the first test, and without a fault. Backstage keeps its AWS sessions, as it could not after a reset. */
export async function backToStart(): Promise<void> {
  await clearFaults();
  await restoreSnapshot(`${process.env.SANDBOX_START}`);
}

/** @returns the ID of what the three systems hold now */
export async function takeSnapshot(): Promise<string> {
  const { id } = await (await call('POST', '/snapshots')).json();
  return id;
}

/** The three systems hold again what they held then. */
export async function restoreSnapshot(id: string): Promise<void> {
  await call('POST', `/snapshots/${id}/restore`);
}

/** Nothing takes time from now on. @returns the timings until now */
export async function withoutWaiting(): Promise<Timings> {
  const before = await timings();
  await setTimings(
    Object.fromEntries(Object.keys(before).map(name => [name, 0])),
  );
  return before;
}

export async function setTimings(wanted: Timings): Promise<void> {
  await call('PATCH', '/timings', wanted);
}

/** A fault as the sandbox's own controls take it: which calls, how often, and what happens to them. */
export async function addFault(fault: {
  system: string;
  operation?: string;
  write?: boolean;
  times?: number;
  effect: { kind: 'error'; status: number } | { kind: 'reset' };
}): Promise<void> {
  await call('POST', '/faults', fault);
}

export async function clearFaults(): Promise<void> {
  await call('DELETE', '/faults');
}

/** Where clients of the three systems find them. */
export const addresses = {
  aws: `${process.env.SANDBOX_URL}/aws`,
  humanitec: `${process.env.SANDBOX_URL}/humanitec`,
};

async function timings(): Promise<Timings> {
  return (await call('GET', '/timings')).json();
}

async function call(method: string, path: string, body?: object) {
  const response = await fetch(`${process.env.SANDBOX_URL}/_sandbox${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(
      `${method} ${path}: ${response.status} ${await response.text()}`,
    );
  }
  return response;
}
