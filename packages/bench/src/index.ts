/** Many bound clusters in a sandbox. */
export { fleetPlan } from './fleet/fleetPlan';
export type { PlannedCluster } from './fleet/fleetPlan';
export { seedFleet } from './fleet/seedFleet';
