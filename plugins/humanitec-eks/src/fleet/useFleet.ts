import { useApi } from '@backstage/frontend-plugin-api';
import { Fleet, FleetQuery } from 'backstage-plugin-humanitec-eks-common';
import { useCallback, useMemo, useRef } from 'react';
import useInterval from 'react-use/esm/useInterval';
import { bindingApiRef } from '../api/bindingApi';
import { useAnswer } from '../binding/useAnswer';
import { usePageVisible } from '../binding/usePageVisible';
import { inPlace } from './inPlace';
import { FleetView, queryOf } from './fleetView';

/** How long after an answer the backend is asked again while it looks at clusters, in milliseconds. */
const pause = 3_000;

interface Shown {
  /** The question that it answers. */
  query: FleetQuery;
  fleet: Fleet;
}

/**
 * The clusters of a view. While the backend looks at clusters, and somebody
 * looks at the page, it is asked again every few seconds.
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
  const soon = answer?.fleet.refreshing && visible && !loading;
  useInterval(() => ask(), soon ? pause : null);
  return {
    fleet: answer?.fleet,
    error,
    loading,
    stale: answer !== undefined && answer.query !== query,
    reload: () => ask(),
  };
}
