/** Stands in for AWS, Humanitec and Kubernetes on the wire. */
export { startSandbox } from './sandbox';
export type { Sandbox } from './sandbox';
export type { Snapshot } from './snapshot';
export { instantTimings, defaultTimings } from './timings';
export type { Timings } from './timings';
export { systems, type Call } from './calls';
export type { Exchange } from './exchange';
export type { PermissionAsked } from './permissionsAsked';
export { World } from './world';
export { seededIdentities } from './aws/seed';
export { seededNetwork } from './aws/seedNetworks';
