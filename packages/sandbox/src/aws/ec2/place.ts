import { QueryCall } from '../query';

/** Is a thing in the account and the region that the call acts in? */
export function isIn({ caller, region }: QueryCall) {
  return (thing: { accountId: string; region: string }) =>
    thing.accountId === caller.accountId && thing.region === region;
}
