import { RiTimeLine } from '@remixicon/react';
import { NOT_LOOKED_AT } from 'backstage-plugin-humanitec-eks-common';
import { StatusIcon } from '../binding/StatusIcon';
import { FleetVerdict } from './fleetVerdicts';

/** A shape of its own for each verdict. The word beside it is the caller's. */
export function FleetVerdictIcon({ of }: { of: FleetVerdict }) {
  return of === NOT_LOOKED_AT ? (
    <RiTimeLine aria-hidden size={16} />
  ) : (
    <StatusIcon of={of} />
  );
}
