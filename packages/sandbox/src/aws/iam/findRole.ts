import { QueryCall } from '../query';
import { Role } from '../state';
import { noSuchEntity } from './errors';

/** A role of the caller's account, whatever the case of the name; NoSuchEntity otherwise. */
export function findRole({ world, caller }: QueryCall, name: string): Role {
  const { roles } = world.aws.account(caller.accountId);
  const role = roles.get(name.toLowerCase());
  if (!role) {
    throw noSuchEntity(`The role with name ${name} cannot be found.`);
  }
  return role;
}
