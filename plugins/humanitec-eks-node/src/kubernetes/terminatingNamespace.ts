import type { Systems } from '../systems';
import { waitFor } from '../waitFor';
import type {
  KubernetesClient,
  LiveObject,
  Manifest,
} from './kubernetesClient';
import { FoundObjects, objectName } from './objects';

const TERMINATION_LIMIT_SECONDS = 5 * 60;

/** Is the namespace being deleted? What is in it will not stay, and nothing new may come. */
export function isTerminating(
  found: FoundObjects | undefined,
  namespace: Manifest,
): boolean {
  return isGoing(found?.get(objectName(namespace)));
}

function isGoing(live: LiveObject | undefined): boolean {
  return live?.metadata.deletionTimestamp !== undefined;
}

/** Waits until a namespace that is being deleted is gone. */
export async function awaitTermination(
  kubernetes: KubernetesClient,
  namespace: Manifest,
  systems: Systems,
): Promise<void> {
  await waitFor(
    async () => {
      const live = await kubernetes.find(namespace);
      return isGoing(live)
        ? {
            waiting: `${objectName(namespace)} is still being deleted`,
          }
        : { done: undefined };
    },
    systems,
    { limitSeconds: TERMINATION_LIMIT_SECONDS, firstPauseSeconds: 1 },
  );
}
