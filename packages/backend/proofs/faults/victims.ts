import { ChildProcess, fork } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeArguments } from '../nodeArguments';
import type { FlowId } from './flows';
import type { Lane, Place } from './lane';
import type { Verdict } from './pair';
import type { FlowCall } from './recording';

/** What a victim is told to do. */
export interface Errand {
  place: Place;
  flow: FlowId;
  step: number;
}

/** Processes that run a step and are killed in it. */
export interface Victims {
  /** Runs the step of the call in one of them, and kills it when the call that the sandbox holds back has taken effect. */
  killIn(lane: Lane, call: FlowCall): Promise<Verdict>;
  end(): void;
}

const LIMIT_SECONDS = 120;

/** @param spare how many are kept loaded */
export function keepVictims(spare: number): Victims {
  const ready: Promise<ChildProcess>[] = [];
  const alive = new Set<ChildProcess>();
  const load = () => {
    const child = fork(resolve(__dirname, 'victim.ts'), {
      execArgv: nodeArguments,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    alive.add(child);
    child.once('exit', () => alive.delete(child));
    return new Promise<ChildProcess>((done, reject) => {
      onWord(child, () => done(child));
      child.once('error', reject);
    });
  };
  return {
    async killIn(lane, { flow, step }) {
      while (ready.length < spare) ready.push(load());
      const victim = await ready.shift();
      if (!victim) throw new Error('no process to kill');
      const ended = new Promise<string>(done => {
        onWord(victim, done);
        victim.once('exit', () => done('it ended by itself'));
      });
      const held = new Promise<void>(done => {
        onHeld.set(lane, done);
      });
      listen(lane);
      const errand: Errand = { place: lane.place, flow, step };
      victim.send(errand);
      const told = await Promise.race([
        held.then(() => undefined),
        ended,
        sleep(LIMIT_SECONDS * 1000, 'the call did not come', { ref: false }),
      ]);
      onHeld.delete(lane);
      const gone = new Promise(done => {
        victim.once('exit', done);
      });
      if (victim.exitCode === null && victim.signalCode === null) {
        victim.kill('SIGKILL');
        await gone;
      }
      return {
        first: 'killed',
        problem: told && `before it could be killed: ${told}`,
      };
    },
    end() {
      for (const child of alive) child.kill('SIGKILL');
    },
  };
}

/** The transform of TypeScript tells a parent of what it loads; that is an object. */
function onWord(child: ChildProcess, hear: (word: string) => void) {
  child.on('message', told => {
    if (typeof told === 'string') hear(told);
  });
}

const onHeld = new Map<Lane, () => void>();
const listening = new WeakSet<Lane>();

/** Once for each lane: listeners of a call log stay. */
function listen(lane: Lane) {
  if (listening.has(lane)) return;
  listening.add(lane);
  lane.sandbox.world.calls.onAnswered(({ fault }) => {
    if (fault === 'delay') onHeld.get(lane)?.();
  });
}
