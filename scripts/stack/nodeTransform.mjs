// @ts-check
/** Flags with which Node runs the TypeScript of the packages. */
import { inRoot } from '../paths.mjs';

export const nodeTransform = [
  '--require',
  inRoot('node_modules/@backstage/cli/config/nodeTransform.cjs'),
];
