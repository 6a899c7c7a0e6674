import type { Snapshot } from 'sandbox';
import type { ActionStack } from './actionStack';

/** The world right after a call that changed it. */
export interface Moment {
  snapshot: Snapshot;
  /** `write 12, POST /orgs/{orgId}/agents` */
  where: string;
}

/** Does some work, and keeps the world as it is after each call that changed it. */
export async function momentsOf(
  { sandbox }: Pick<ActionStack, 'sandbox'>,
  work: () => Promise<unknown>,
): Promise<Moment[]> {
  const moments: Promise<Moment>[] = [];
  let watching = true;
  sandbox.world.calls.onAnswered(({ write, operation, system }) => {
    if (!watching || !write || system === 'sts') return;
    const where = `write ${moments.length + 1}, ${operation}`;
    moments.push(sandbox.snapshot().then(snapshot => ({ snapshot, where })));
  });
  await work();
  watching = false;
  return Promise.all(moments);
}
