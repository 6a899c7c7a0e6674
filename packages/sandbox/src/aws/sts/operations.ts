import { QueryOperation } from '../query';
import { AssumeRole } from './assumeRole';
import { GetCallerIdentity } from './getCallerIdentity';

export const stsOperations: Record<string, QueryOperation> = {
  AssumeRole,
  GetCallerIdentity,
};
