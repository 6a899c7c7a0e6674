import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  bindingSpec,
  PartId,
  PartStatus,
} from 'backstage-plugin-humanitec-eks-common';
import {
  humanitecEksService,
  observePart,
  parts,
  removePart,
} from 'backstage-plugin-humanitec-eks-node';
import type { Call, Sandbox, Snapshot, Timings } from 'sandbox';
import { ActionStack, identity, startActionStack } from './actionStack';
import type { TaskResult } from './scaffolder';
import type { Tamper } from './tamper';

/** What is told of a part to {@link convergence}. */
export interface PartStory {
  part: PartId;
  /** Input of its apply action beside the four facts. */
  input?: JsonObject;
  /** Actions, with their inputs, that make what the part needs. */
  after: [action: string, input?: JsonObject][];
  /** One for each field that can drift, named for it. */
  drifts: Record<string, Drift>;
  /** Things that carry our names and not our mark, each made where the part is not there. */
  foreign: Record<string, Foreign>;
  /** Longer than instant where waiting is part of the story, in seconds. */
  timings?: Partial<Timings>;
}

export interface Drift {
  tamper(tamper: Tamper): Promise<unknown>;
  /** What the plan shows of it. */
  shows: RegExp;
  /** The calls that repair it; the rest of the world is compared in any case. */
  repairedBy?: string[];
}

export interface Foreign {
  make(tamper: Tamper): Promise<unknown>;
  /** What the refusal says. */
  refusal: RegExp;
  /** False when it cannot be taken over, so that it is refused with `adopt` too. */
  adoptable?: boolean;
}

type Fault = Parameters<Sandbox['world']['faults']['add']>[0];

/** A moment of the world to go back to, and what it looks like. */
interface Moment {
  snapshot: Snapshot;
  world: unknown;
}

/** One thing that is true of every part: its name and how it is checked. */
type Case = [name: string, check: () => Promise<void>];

/** The checks of one part, and the stack they run on, for tests of the part's own. */
export interface Convergence {
  /** For `it.each(cases)('%s', (_, check) => check())`. */
  cases: Case[];
  /** For `beforeAll`: makes what the part needs, then the part. */
  start(): Promise<void>;
  /** For `afterAll`. */
  stop(): Promise<void>;
  stack(): ActionStack;
  /** Sets the world back to where the part is in sync. */
  backToMade(): Promise<void>;
  /** Sets the world back to where only what it needs is there. */
  backToAbsent(): Promise<void>;
  /** Runs the part's action with the story's input and some more. */
  apply(input?: JsonObject): Promise<TaskResult>;
  dryRun(input?: JsonObject): ReturnType<ActionStack['dryRun']>;
  /** What the cluster's page says of the part, of the story's input and some more. */
  status(input?: JsonObject): Promise<PartStatus>;
  /** Takes the part away, of the story's input and some more. */
  remove(input?: JsonObject): Promise<void>;
}

/**
 * What is true of every part, whatever it finds: made where nothing is, left
 * alone in sync, completed after any prefix of its calls, repaired field by
 * field, refused or adopted, and taken away with nothing else.
 */
export function convergence(story: PartStory): Convergence {
  const { part, input = {} } = story;
  const action = `humanitec-eks:${part}:apply`;
  let stack: ActionStack;
  let absent: Moment;
  let made: Moment;
  let first: TaskResult;
  let calls: Call[];

  const moment = async (): Promise<Moment> => ({
    snapshot: await stack.sandbox.snapshot(),
    world: await stack.world(),
  });
  const backTo = async ({ snapshot }: Moment) => {
    stack.sandbox.world.faults.clear();
    await stack.sandbox.restore(snapshot);
    stack.sandbox.world.calls.clear();
  };
  const apply = (more: JsonObject = {}) =>
    stack.run(action, { ...input, ...more });
  const dryRun = (more: JsonObject = {}) =>
    stack.dryRun(action, { ...input, ...more });
  const byEngine = (more: JsonObject) =>
    engine(stack, { ...identity, ...input, ...more });
  const remove = async (more: JsonObject = {}) => {
    const { spec, systems } = await byEngine(more);
    await removePart(parts[part], spec, systems);
  };
  const status = async (more: JsonObject = {}) => {
    const { spec, systems } = await byEngine(more);
    return observePart(parts[part], spec, systems);
  };
  const operations = () => stack.writes().map(({ operation }) => operation);

  /** Breaks each call of the first run in turn; the next run must mend it. */
  const completesAfter = async (
    effect: Fault['effect'],
    firstRun: string[],
  ) => {
    for (const [index, call] of calls.entries()) {
      await backTo(absent);
      stack.sandbox.world.faults.add({ ...faultAt(calls, index), effect });
      const broken = await apply();
      const where = `${call.operation}, write ${index + 1}`;
      expect([where, firstRun.includes(broken.status)]).toEqual([where, true]);
      stack.sandbox.world.faults.clear();
      expectDone(await apply(), where);
      expect([where, await stack.world()]).toEqual([where, made.world]);
    }
  };

  const cases: Case[] = [
    [
      'makes what is absent, and says so',
      async () => {
        expectDone(first);
        expect(first.output.step).toMatchObject({ changed: true });
        expect(calls.length).toBeGreaterThan(0);
        expect(made.world).not.toEqual(absent.world);
      },
    ],
    [
      'leaves alone what is in sync, without a write',
      async () => {
        await backTo(made);
        expect(await status()).toMatchObject({ status: 'inSync' });
        const task = await apply();
        expectDone(task);
        expect(task.log).toContain('Unchanged.');
        expect(task.output.step).toMatchObject({ changed: false });
        expect(operations()).toEqual([]);
      },
    ],
    [
      'tells the plan in a dry-run and writes nothing',
      async () => {
        await backTo(absent);
        const dry = await dryRun();
        expect([dry.status, dry.error]).toEqual([200, undefined]);
        expect(dry.log).toContain('Nothing was changed: this is a dry-run.');
        expect(dry.files.length).toBeGreaterThan(0);
        expect(operations()).toEqual([]);
        expect(await stack.world()).toEqual(absent.world);
      },
    ],
    [
      'completes what is half-made, whichever call was refused',
      () =>
        completesAfter(
          {
            kind: 'error',
            status: 403,
            code: 'AccessDenied',
            message: 'refused for a test',
          },
          ['failed'],
        ),
    ],
    [
      'completes what is half-made, whichever answer was lost',
      () =>
        completesAfter({ kind: 'reset', after: true }, ['failed', 'completed']),
    ],
    ...Object.entries(story.drifts).map(
      ([field, drift]): Case => [
        `shows and repairs drift of ${field}`,
        async () => {
          await backTo(made);
          await drift.tamper(stack.tamper);
          stack.sandbox.world.calls.clear();
          // Missing where what drifted is gone, and nothing of the part is to be seen.
          expect(['drifted', 'missing']).toContain((await status()).status);

          const dry = await dryRun();
          expect(dry.log).toMatch(drift.shows);
          expect(operations()).toEqual([]);

          const task = await apply();
          expectDone(task);
          expect(task.log).toMatch(drift.shows);
          expect(task.output.step).toMatchObject({ changed: true });
          expect(operations()).toEqual(drift.repairedBy ?? operations());
          expect(await stack.world()).toEqual(made.world);
        },
      ],
    ),
    ...Object.entries(story.foreign).map(
      ([thing, foreign]): Case => [
        `refuses a foreign ${thing} with what it found`,
        async () => {
          await backTo(absent);
          await foreign.make(stack.tamper);
          expect(await status()).toMatchObject({ status: 'foreign' });
          const before = await stack.world();
          stack.sandbox.world.calls.clear();

          const refused = await apply();
          expect(refused.status).toBe('failed');
          expect(refused.log).toMatch(foreign.refusal);
          expect(operations()).toEqual([]);
          expect(await stack.world()).toEqual(before);
        },
      ],
    ),
    ...Object.entries(story.foreign).map(
      ([thing, foreign]): Case =>
        foreign.adoptable === false
          ? [
              `cannot take over a foreign ${thing}`,
              async () => {
                await backTo(absent);
                await foreign.make(stack.tamper);
                stack.sandbox.world.calls.clear();
                expect((await apply({ adopt: true })).status).toBe('failed');
                expect(operations()).toEqual([]);
              },
            ]
          : [
              `takes over a foreign ${thing} with adopt`,
              async () => {
                await backTo(absent);
                await foreign.make(stack.tamper);
                expectDone(await apply({ adopt: true }));
                stack.sandbox.world.calls.clear();
                // Ours by now: the next run needs no leave.
                expectDone(await apply());
                expect(operations()).toEqual([]);
              },
            ],
    ),
    [
      'is taken away with nothing else, and once is enough',
      async () => {
        await backTo(made);
        await remove();
        expect(await stack.world()).toEqual(absent.world);

        stack.sandbox.world.calls.clear();
        await remove();
        expect(operations()).toEqual([]);
      },
    ],
  ];

  return {
    cases,
    async start() {
      stack = await startActionStack(story.timings);
      for (const [before, itsInput] of story.after) {
        expectDone(await stack.run(before, itsInput), before);
      }
      absent = await moment();
      stack.sandbox.world.calls.clear();
      first = await apply();
      calls = stack.writes();
      made = await moment();
    },
    async stop() {
      await stack?.stop();
    },
    stack: () => stack,
    backToMade: () => backTo(made),
    backToAbsent: () => backTo(absent),
    apply,
    dryRun,
    status,
    remove,
  };
}

/** The run went well; if not, its log is what the test shows. */
function expectDone(task: TaskResult, where = '') {
  const log = task.status === 'completed' ? '' : task.log;
  expect([where, task.status, log]).toEqual([where, 'completed', '']);
}

/** The fault matches by operation, so as many of the same name pass as came before. */
function faultAt(calls: Call[], index: number) {
  const { system, operation } = calls[index];
  const skip = calls
    .slice(0, index)
    .filter(
      call => call.system === system && call.operation === operation,
    ).length;
  return { system, operation, skip };
}

/** Off-boarding and the page are about all parts; a single one goes through the engine's own door. */
async function engine({ config }: ActionStack, input: JsonObject) {
  const spec = bindingSpec(input);
  const service = humanitecEksService(
    mockServices.rootConfig({ data: config }),
  );
  const systems = await service.connect(spec, {
    signal: new AbortController().signal,
  });
  return { spec, systems };
}
