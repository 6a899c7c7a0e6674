import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { FleetView, readView, writeView } from './fleetView';

/** Shows another part of the fleet; the first page of it, unless another is given. */
export type ShowView = (
  change: Partial<FleetView>,
  options?: {
    /** The way back leads past it. */
    replace?: boolean;
  },
) => void;

/** The view that the address of the page tells, so that it can be shared and gone back to. */
export function useFleetView(): {
  view: FleetView;
  ignored: string[];
  show: ShowView;
} {
  const [params, setParams] = useSearchParams();
  const { view, ignored } = useMemo(() => readView(params), [params]);
  return {
    view,
    ignored,
    show: (change, { replace = false } = {}) =>
      setParams(
        current =>
          writeView(current, { ...readView(current).view, page: 1, ...change }),
        { replace },
      ),
  };
}
