import { ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { nodeArguments } from '../nodeArguments';
import { flows } from './flows';
import { faultIds, faultTitles } from './kinds';
import type { Pair, Verdict } from './pair';
import type { FlowCall } from './recording';
import type { Report, Share } from './worker';

/** Each of the pairs, and how it will have ended. */
export interface Sweep {
  calls: FlowCall[];
  pairs: { name: string; pair: Pair; verdict: Promise<Verdict> }[];
}

/** @param wanted which pairs are to run */
export async function sweep(
  wanted: (pair: Pair, name: string) => boolean,
): Promise<Sweep> {
  const workers = Array.from(
    { length: Math.min(4, availableParallelism()) },
    startWorker,
  );
  const [calls] = await Promise.all(workers.map(({ recorded }) => recorded));
  const pairs = calls
    .flatMap(call => faultIds.map(fault => ({ call, fault })))
    .map(pair => ({ pair, name: nameOf(pair) }))
    .filter(({ pair, name }) => wanted(pair, name));
  const shares: Share[] = workers.map(() => []);
  const running = pairs.map(({ pair, name }, index) => {
    const share = index % workers.length;
    shares[share].push({ index, pair });
    return { name, pair, verdict: workers[share].verdict(index) };
  });
  workers.forEach(({ child }, index) => child.send(shares[index]));
  return { calls, pairs: running };
}

function nameOf({ call, fault }: Pair): string {
  const { flow, step, system, operation, nth } = call;
  return `${flow}, ${flows[flow][step].id}: ${system} ${operation}${
    nth > 1 ? ` (${nth})` : ''
  }: ${faultTitles[fault]}`;
}

interface Worker {
  child: ChildProcess;
  recorded: Promise<FlowCall[]>;
  verdict(index: number): Promise<Verdict>;
}

function startWorker(): Worker {
  const child = fork(resolve(__dirname, 'worker.ts'), {
    execArgv: nodeArguments,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, (verdict: Verdict) => void>();
  const recorded = new Promise<FlowCall[]>((done, reject) => {
    child.on('message', (report: Report) => {
      if ('calls' in report) done(report.calls);
      else waiting.get(report.index)?.(report.verdict);
    });
    child.once('exit', code => {
      reject(new Error(`a worker ended with ${code}`));
      const problem = `the worker ended with ${code}`;
      for (const tell of waiting.values()) tell({ first: 'failed', problem });
    });
  });
  return {
    child,
    recorded,
    verdict: index =>
      new Promise(done => {
        waiting.set(index, done);
      }),
  };
}
