import { duration } from 'backstage-plugin-humanitec-eks-node';
import { painted } from './painted';

/** Less than the 30 s after which proxies may cut a silent stream. */
const SILENCE_SECONDS = 25;

/** The task log as one step writes it. */
export interface StepLog {
  info(line: string): void;
  /** A line about something that was changed. */
  did(line: string): void;
  /** All that was changed so far. */
  deeds(): readonly string[];
  /** Seconds since the step began. */
  seconds(): number;
  end(): void;
}

/** Begins to write: never falls silent for longer than 25 s, and remembers what was changed. */
export function startStepLog(logger: { info(line: string): void }): StepLog {
  const start = Date.now();
  const deeds: string[] = [];
  let silentSince = start;
  const say = (line: string) => {
    silence.refresh();
    logger.info(painted(line));
  };
  const silence = setTimeout(() => {
    const seconds = (Date.now() - silentSince) / 1000;
    say(`No answer yet, for ${duration(seconds)}.`);
  }, SILENCE_SECONDS * 1000);
  const info = (line: string) => {
    silentSince = Date.now();
    say(line);
  };
  return {
    info,
    did(line) {
      deeds.push(line);
      info(line);
    },
    deeds: () => deeds,
    seconds: () => (Date.now() - start) / 1000,
    end: () => clearTimeout(silence),
  };
}
