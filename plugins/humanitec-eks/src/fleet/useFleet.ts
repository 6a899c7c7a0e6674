import { useApi } from '@backstage/frontend-plugin-api';
import { Fleet, FleetQuery } from 'backstage-plugin-humanitec-eks-common';
import { useCallback, useMemo, useRef } from 'react';
import useInterval from 'react-use/esm/useInterval';
import { bindingApiRef } from '../api/bindingApi';
import { useAnswer } from '../binding/useAnswer';
import { useOnChange } from '../binding/useOnChange';
import { usePageVisible } from '../binding/usePageVisible';
import { inPlace } from './inPlace';
import { FleetView, queryOf } from './fleetView';

/** How long after an answer the backend is asked again, in milliseconds. */
const pauses = { whileLooking: 3_000, otherwise: 60_000 };

interface Shown {
  /** The question that it answers. */
  query: FleetQuery;
  fleet: Fleet;
}

/**
 * The clusters of a view. As long as somebody looks at the page, the backend is
 * asked again: every few seconds while it looks at clusters, else now and then,
 * since others change them too.
 */
export function useFleet(view: FleetView): {
  /** The last answer, if there was one; perhaps to an earlier question. */
  fleet?: Fleet;
  error?: Error;
  loading: boolean;
  /** The rows answer an earlier question. */
  stale: boolean;
  reload: () => void;
} {
  const api = useApi(bindingApiRef);
  const query = useMemo(() => queryOf(view), [view]);
  const last = useRef<Shown>();
  const { answer, error, loading, ask } = useAnswer(
    useCallback(async () => {
      const fleet = await api.listBindings(query);
      const before = last.current;
      const shown = before?.query === query ? before.fleet.items : [];
      last.current = {
        query,
        fleet: { ...fleet, items: inPlace(shown, fleet.items) },
      };
      return last.current;
    }, [api, query]),
  );
  const visible = usePageVisible();
  const pause = answer?.fleet.refreshing
    ? pauses.whileLooking
    : pauses.otherwise;
  useInterval(() => ask(), visible && !loading ? pause : null);
  // Whatever happened while nobody looked.
  useOnChange(visible, () => {
    if (visible) ask();
  });
  return {
    fleet: answer?.fleet,
    error,
    loading,
    stale: answer !== undefined && answer.query !== query,
    reload: () => ask(),
  };
}
