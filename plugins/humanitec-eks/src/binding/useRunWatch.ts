import {
  BindingHistory,
  BindingTask,
} from 'backstage-plugin-humanitec-eks-common';
import { createContext, useCallback, useState } from 'react';
import useInterval from 'react-use/esm/useInterval';
import { currentRun, endedRuns, hasEndedSince } from './runs';
import { Asked } from './useAnswer';
import { useOnChange } from './useOnChange';
import { usePageVisible } from './usePageVisible';

const LOOK_EVERY_MS = 7_000;
/** How long after its form was opened a run may begin. */
const EXPECTED_FOR_MS = 15 * 60_000;

/** Called when the form of a template was opened for the binding. */
export const ExpectRun = createContext<() => void>(() => undefined);

/**
 * Looks after the runs of templates: while one is under way, or its form was
 * opened a while ago, history and report are asked again and again; not while
 * nobody can see the page.
 *
 * @param how - `wanted`: runs are looked for although none is expected;
 *   `onProgress` whenever a run may have changed something, `onEnd` once it has ended
 */
export function useRunWatch(
  history: Asked<BindingHistory>,
  how: { wanted: boolean; onProgress: () => void; onEnd: () => void },
): { run?: BindingTask; expectRun: () => void } {
  const { answer, ask } = history;
  const { wanted, onProgress, onEnd } = how;
  const [expectedSince, setExpectedSince] = useState<number>();
  const visible = usePageVisible();
  const run = answer && currentRun(answer);

  const watching = run !== undefined || expectedSince !== undefined;
  const look = () => {
    ask();
    if (watching) onProgress();
  };
  useInterval(
    () => {
      if (expectedSince && Date.now() - expectedSince > EXPECTED_FOR_MS) {
        setExpectedSince(undefined);
      }
      look();
    },
    watching && visible ? LOOK_EVERY_MS : null,
  );
  // Whatever happened while nobody looked.
  useOnChange(visible, () => {
    if (visible && (wanted || watching)) look();
  });
  useOnChange(answer && endedRuns(answer), before => {
    const isNews =
      before !== undefined || (answer && hasEndedSince(answer, expectedSince));
    if (!isNews) return;
    setExpectedSince(undefined);
    onEnd();
  });
  const expectRun = useCallback(() => setExpectedSince(Date.now()), []);
  return { run, expectRun };
}
