import type { SystemId } from 'backstage-plugin-humanitec-eks-common';
import { SystemError } from '../systemError';

/** A system took so long that it was given up. */
export class NoAnswer extends SystemError {
  override name = 'NoAnswer';

  constructor(readonly system: SystemId, seconds: number) {
    super({
      call: '',
      systemMessage: `${system} did not answer within ${seconds} s`,
      remedy: `Look again in a while; if it stays so, find out what keeps Backstage from ${system}.`,
      retryable: true,
    });
  }
}

const systemIds: SystemId[] = ['AWS', 'Humanitec', 'Kubernetes'];

/** How long each system is waited for, so that one that hangs keeps nobody from the others. */
export interface Patience {
  /** End all calls of a system once it is given up, or the reader is gone. */
  signals: Record<SystemId, AbortSignal>;
  /** The result of the work; when it takes too long, its system is given up. */
  within<T>(seconds: number, system: SystemId, work: Promise<T>): Promise<T>;
  /** Stops the clock. */
  end(): void;
}

/** @param totalSeconds - after which every system is given up that has not told all */
export function patienceOf(
  signal: AbortSignal,
  totalSeconds: number,
): Patience {
  const controllers = {
    AWS: new AbortController(),
    Humanitec: new AbortController(),
    Kubernetes: new AbortController(),
  };
  const giveUp = (system: SystemId, seconds: number) =>
    controllers[system].abort(new NoAnswer(system, seconds));
  const timer = setTimeout(
    () => systemIds.forEach(system => giveUp(system, totalSeconds)),
    totalSeconds * 1000,
  );
  const signalOf = (system: SystemId) =>
    AbortSignal.any([signal, controllers[system].signal]);
  return {
    signals: {
      AWS: signalOf('AWS'),
      Humanitec: signalOf('Humanitec'),
      Kubernetes: signalOf('Kubernetes'),
    },
    async within(seconds, system, work) {
      const late = setTimeout(() => giveUp(system, seconds), seconds * 1000);
      try {
        return await work;
      } finally {
        clearTimeout(late);
      }
    },
    end: () => clearTimeout(timer),
  };
}
