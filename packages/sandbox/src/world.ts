import { setTimeout as sleep } from 'node:timers/promises';
import { AwsState } from './aws/state';
import { Call, CallLog, System } from './calls';
import { Clock } from './clock';
import { Exchanges, noteFault, quotedRequest } from './exchange';
import { Faults, LateFailure, usualCode } from './faults';
import { HumanitecState } from './humanitec/state';
import { KubernetesServers } from './kubernetes/server';
import { KubernetesState } from './kubernetes/state';
import { PermissionsAsked } from './permissionsAsked';
import { defaultTimings, Timings } from './timings';

/** What a handler says of the call that it is about to answer. */
export interface Operation {
  system: System;
  operation: string;
  write: boolean;
  principal?: string;
  resource?: string;
  /** Ends what the call was signed with, where it can end, and refuses it for that. */
  expired: () => Response;
  /** Writes an error the way this system does. */
  error: (status: number, code: string, message: string) => Response;
}

/** Everything there is: three systems, one clock, one call log. Nothing survives the process. */
export class World {
  readonly clock = new Clock();
  readonly calls = new CallLog();
  readonly faults = new Faults();
  readonly exchanges = new Exchanges();
  readonly permissions = new PermissionsAsked();
  timings: Timings;
  /** Where STS, IAM and EKS answer; known once the server listens. */
  awsUrl?: string;
  aws = new AwsState();
  humanitec = new HumanitecState();
  kubernetes = new KubernetesState();
  readonly kubernetesServers = new KubernetesServers();
  /** Stretches of time (milliseconds) that a restored snapshot took back: no timer of what is there now ran in them. */
  undone: readonly { from: number; to: number }[] = [];

  constructor(timings: Partial<Timings> = {}) {
    this.timings = { ...defaultTimings, ...timings };
  }

  /** Has this much time, in seconds, passed since `since` (milliseconds)? */
  elapsed(since: number, seconds: number): boolean {
    const undone = this.undone
      .filter(({ to }) => to > since)
      .reduce((sum, { from, to }) => sum + to - Math.max(from, since), 0);
    return this.clock.now() - since - undone >= seconds * 1000;
  }

  /** Carries one call out: writes it down, applies the fault that is due, answers. */
  async operate(
    { error, expired, ...call }: Operation,
    answer: (failLater?: LateFailure) => Response | Promise<Response>,
  ): Promise<Response> {
    const effect = this.faults.take(call);
    // A call whose consequences fail is answered as usual.
    noteFault(effect?.kind === 'failLater' ? undefined : effect?.kind);
    const entry: Call = {
      ...call,
      at: new Date(this.clock.now()).toISOString(),
      fault: effect?.kind,
    };
    this.calls.add(entry);
    const done = (response: Response) => {
      this.calls.answered(entry, response.status);
      return response;
    };

    switch (effect?.kind) {
      case undefined:
        return done(await answer());
      case 'error':
        return done(
          error(
            effect.status,
            effect.code ?? usualCode(call.system, effect.status),
            [
              effect.message ?? `${call.operation} was made to fail`,
              ...(effect.quotes ? [quotedRequest()] : []),
            ].join('\n'),
          ),
        );
      case 'reset':
        if (effect.after) await answer();
        return done(Response.error());
      case 'failLater': {
        const { code, message, resourceIds } = effect;
        return done(await answer({ code, message, resourceIds }));
      }
      case 'delay': {
        const pause = () =>
          sleep(effect.seconds * 1000, undefined, { ref: false });
        if (!effect.after) {
          await pause();
          return done(await answer());
        }
        const response = done(await answer());
        await pause();
        return response;
      }
      case 'expired':
        return done(expired());
      case 'redirect': {
        const { status, location } = effect;
        return done(new Response(null, { status, headers: { location } }));
      }
      case 'garbage':
        return done(
          new Response('<<< not what you asked for', { status: 200 }),
        );
      default:
        throw new Error(
          `unknown fault ${JSON.stringify(effect satisfies never)}`,
        );
    }
  }
}
