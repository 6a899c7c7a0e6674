import { FleetFilter } from 'backstage-plugin-humanitec-eks-common';
import { FleetView } from './fleetView';

/** Filters with other values for one of them; without values it is none. */
export function withFilter(
  filters: FleetView['filters'],
  filter: FleetFilter,
  values: string[],
): FleetView['filters'] {
  const { [filter]: before, ...others } = filters;
  return values.length > 0 ? { ...others, [filter]: values } : others;
}
