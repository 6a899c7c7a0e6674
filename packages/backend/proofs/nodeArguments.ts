import { resolve } from 'node:path';

/** Flags with which Node runs the TypeScript of the packages, with the mutation that PROOF_MUTATION names, if any. */
export const nodeArguments = [
  '--require',
  resolve(__dirname, 'mutations/hook.cjs'),
  '--require',
  require.resolve('@backstage/cli/config/nodeTransform.cjs'),
];
