import { z } from 'zod';
import { queryOperation } from '../query';

export const GetCallerIdentity = queryOperation({
  write: false,
  input: z.object({}),
  run: ({ caller }) => ({
    UserId: caller.userId,
    Account: caller.accountId,
    Arn: caller.arn,
  }),
});
