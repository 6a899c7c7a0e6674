/** Many bound clusters in a sandbox. */
export { bindCluster } from './bindCluster';
export { fleetPlan } from './fleetPlan';
export type { PlannedCluster } from './fleetPlan';
export { seedFleet } from './seedFleet';
