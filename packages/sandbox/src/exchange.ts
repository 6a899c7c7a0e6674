// What went over the wire, for those who want to look at it.
import { AsyncLocalStorage } from 'node:async_hooks';
import { Fault } from './faults';

/** One request and its response, as they went over the wire. */
export interface Exchange {
  system: 'aws' | 'humanitec' | 'kubernetes';
  request: {
    method: string;
    /** Path and query, below the system's address. */
    target: string;
    headers: Headers;
    body: Buffer;
  };
  /** Undefined when the connection was broken on purpose, or the client went before any of it was sent. */
  response?: { status: number; headers: Headers; body: Buffer };
  /** The fault that was applied to it. */
  fault?: Fault['effect']['kind'];
}

/** Hands exchanges on to whoever asked for them; keeps none. */
export class Exchanges {
  private readonly listeners: ((exchange: Exchange) => void)[] = [];

  /** While nobody listens, nothing needs to be kept of an exchange. */
  get wanted(): boolean {
    return this.listeners.length > 0;
  }

  /** Calls back when an exchange has ended. */
  onExchange(listener: (exchange: Exchange) => void) {
    this.listeners.push(listener);
  }

  ended(exchange: Exchange) {
    for (const listener of this.listeners) listener(exchange);
  }
}

/** What is known of a request while it is answered. */
export interface Notes extends Pick<Exchange, 'fault'> {
  request: Exchange['request'];
}

const current = new AsyncLocalStorage<Notes>();

/** Runs what answers a request; faults that it reports are noted in `notes`. */
export function noting<Result>(
  notes: Notes,
  answer: () => Promise<Result>,
): Promise<Result> {
  return current.run(notes, answer);
}

/** Notes that a fault was applied to the request that is being answered. */
export function noteFault(fault: Exchange['fault']) {
  const notes = current.getStore();
  if (notes) notes.fault = fault;
}

/** The request that is being answered, as an error that quotes it would; empty where none came over a wire. */
export function quotedRequest(): string {
  const request = current.getStore()?.request;
  if (!request) return '';
  const headers = [...request.headers].map(
    ([name, value]) => `${name}: ${value}`,
  );
  return [
    `${request.method} ${request.target}`,
    ...headers,
    '',
    request.body.toString(),
  ].join('\n');
}
