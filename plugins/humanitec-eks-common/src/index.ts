/**
 * The vocabulary of the humanitec-eks plugins: what a binding is, what its
 * parts are called, and what can be said of them.
 *
 * @packageDocumentation
 */

export * from './agentKey';
export * from './annotations';
export * from './breaksDeployments';
export * from './events';
export * from './facts';
export * from './finding';
export * from './fleet';
export * from './forms';
export * from './names';
export * from './parts';
export * from './permissions';
export * from './report';
export * from './rules';
export * from './spec';
export * from './status';
