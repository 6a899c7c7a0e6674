import {
  BindingHistory,
  BindingTask,
} from 'backstage-plugin-humanitec-eks-common';
import { createContext, useCallback, useEffect, useRef, useState } from 'react';
import useInterval from 'react-use/esm/useInterval';
import { currentRun, endedRuns } from './runs';
import { Asked } from './useAnswer';
import { usePageVisible } from './usePageVisible';

const LOOK_EVERY_MS = 7_000;
/** How long after its form was opened a run may begin. */
const EXPECTED_FOR_MS = 15 * 60_000;

/** Called when the form of a template was opened for the binding. */
export const ExpectRun = createContext<() => void>(() => undefined);

/**
 * Looks after the runs of templates: while one is under way, or its form was
 * opened a while ago, the history is asked again and again; not while nobody
 * can see the page.
 *
 * @param how - `onProgress` while a run is under way, `onEnd` once it is not
 */
export function useRunWatch(
  history: Asked<BindingHistory>,
  how: { wanted: boolean; onProgress: () => void; onEnd: () => void },
): { run?: BindingTask; expectRun: () => void } {
  const { answer, ask } = history;
  const { wanted, onProgress, onEnd } = how;
  const run = answer && currentRun(answer);
  const ended = answer && endedRuns(answer);
  const visible = usePageVisible();
  const [expectedUntil, setExpectedUntil] = useState(0);

  const watching = run !== undefined || expectedUntil > 0;
  useInterval(
    () => {
      if (expectedUntil < Date.now()) setExpectedUntil(0);
      ask();
      if (run) onProgress();
    },
    watching && visible ? LOOK_EVERY_MS : null,
  );
  useOnChange(ended, () => {
    setExpectedUntil(0);
    onEnd();
  });
  // Whatever happened while nobody looked.
  useOnChange(visible, () => {
    if (visible && wanted) ask();
  });
  const expectRun = useCallback(
    () => setExpectedUntil(Date.now() + EXPECTED_FOR_MS),
    [],
  );
  return { run, expectRun };
}

/** Calls when a value becomes another one; its first is none. */
function useOnChange(value: unknown, onChange: () => void) {
  const before = useRef(value);
  useEffect(() => {
    const changed = before.current !== undefined && before.current !== value;
    before.current = value;
    if (changed) onChange();
  });
}
