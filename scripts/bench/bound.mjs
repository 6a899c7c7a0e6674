// @ts-check
/**
 * The shortest time in which a cluster can be onboarded: the longest chain of
 * waits and calls of which each needs what the one before it brought about.
 * Everything else an onboarding does has room beside it.
 */

/**
 * @typedef {object} Timings seconds, as the sandbox has them
 * @property {number} iamPropagation
 * @property {number} clusterCreate
 * @property {number} accessEntryPropagation
 * @property {number} nodeStart
 * @property {number} podStart
 */

/**
 * Each a call, or a wait that is named in the timings; in this order.
 *
 * @type {{ why: string, call?: string, wait?: keyof Timings }[]}
 */
export const chain = [
  { call: 'iam CreateRole', why: 'EKS runs the cluster with a role' },
  { wait: 'iamPropagation', why: 'EKS takes only a role that is known there' },
  { call: 'eks CreateCluster', why: 'takes the role' },
  { wait: 'clusterCreate', why: 'CREATING until ACTIVE' },
  { call: 'eks DescribeCluster', why: 'tells ACTIVE and the endpoint' },
  { call: 'eks CreateAccessEntry', why: 'only an ACTIVE cluster takes one' },
  { call: 'eks AssociateAccessPolicy', why: 'takes the entry' },
  {
    wait: 'accessEntryPropagation',
    why: 'the API refuses Backstage until then',
  },
  { call: 'kubernetes Namespace', why: 'takes the agent' },
  { call: 'kubernetes Deployment', why: 'its pods are pending' },
  { wait: 'nodeStart', why: 'EKS Auto Mode brings a node for a pending pod' },
  { wait: 'podStart', why: 'the pod becomes Ready on it' },
  { call: 'kubernetes Pods', why: 'tells that the agent is Ready' },
  { call: 'humanitec criteria', why: 'nothing is sent there before that' },
  {
    call: 'humanitec check-connectivity',
    why: 'proves that a deployment would arrive',
  },
];

/** @param {Timings} timings @param {number} latencySeconds of each call @returns {number} seconds */
export function boundSeconds(timings, latencySeconds) {
  return chain.reduce(
    (sum, { wait }) => sum + (wait ? timings[wait] : latencySeconds),
    0,
  );
}
