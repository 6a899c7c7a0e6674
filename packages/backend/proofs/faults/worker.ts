/** A process that works through its share of the pairs, many side by side where they wait. */
import { openLane } from './lane';
import { Pair, runPair, Verdict, Workshop } from './pair';
import { FlowCall, record } from './recording';
import { Turns } from './turns';
import { keepVictims } from './victims';

/** What the worker tells. */
export type Report =
  | { calls: FlowCall[] }
  | { index: number; verdict: Verdict };

export type Share = { index: number; pair: Pair }[];

/** How many pairs of a kind go on at a time. */
const LANES = { silence: 24, killed: 2, others: 4 };
/** How many of them may work at a time; the others wait for a call that is not answered. */
const WORKING = 4;

async function work() {
  const lane = await openLane();
  const recordings = await record(lane);
  const victims = keepVictims(LANES.killed);
  const workshop: Workshop = {
    recordings,
    victims,
    turns: new Turns(WORKING),
    mended: new Map(),
  };
  tell({ calls: Object.values(recordings).flatMap(({ calls }) => calls) });

  const share = await new Promise<Share>(done => {
    process.once('message', done);
  });
  await Promise.all(
    Object.entries(LANES).map(([kind, lanes]) => {
      const queue = share.filter(({ pair }) => kindOf(pair) === kind);
      return workThrough(queue, Math.min(lanes, queue.length), workshop);
    }),
  );
  victims.end();
  process.disconnect();
  process.exit();
}

function kindOf({ fault }: Pair): keyof typeof LANES {
  return fault === 'silence' || fault === 'killed' ? fault : 'others';
}

async function workThrough(queue: Share, lanes: number, workshop: Workshop) {
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      const lane = await openLane();
      for (;;) {
        const next = queue.shift();
        if (!next) break;
        tell({ index: next.index, verdict: await verdictOf(next.pair) });
      }

      async function verdictOf(pair: Pair): Promise<Verdict> {
        try {
          return await runPair(lane, pair, workshop);
        } catch (error) {
          const problem = error instanceof Error ? error.stack : String(error);
          return { first: 'failed', problem };
        }
      }
    }),
  );
}

function tell(report: Report) {
  process.send?.(report);
}

work().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
