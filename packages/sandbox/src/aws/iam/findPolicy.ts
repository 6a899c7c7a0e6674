import { World } from '../../world';
import { Policy } from '../state';
import { noSuchEntity } from './errors';
import { ManagedPolicy, managedPolicies } from './managedPolicies';

/** A customer managed policy of the account; NoSuchEntity otherwise. */
export function findCustomerPolicy(
  world: World,
  accountId: string,
  arn: string,
): Policy {
  const name = arn.split('/').at(-1)?.toLowerCase() ?? '';
  const policy = world.aws.account(accountId).policies.get(name);
  if (policy?.arn !== arn) {
    throw noSuchEntity(`Policy ${arn} was not found.`);
  }
  return policy;
}

/** A policy that roles of the account can have: one of its own or of AWS's. */
export function findPolicy(
  world: World,
  accountId: string,
  arn: string,
): Policy | ManagedPolicy {
  return managedPolicies.get(arn) ?? findCustomerPolicy(world, accountId, arn);
}
