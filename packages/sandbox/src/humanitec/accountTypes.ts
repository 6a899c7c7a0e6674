import { accountTypes } from './builtin/accountTypes';
import { organizationRoute } from './route';
import { AccountType } from './records';

export const accountTypeRoutes = [
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/resources/account-types',
    answer: () =>
      Response.json(
        accountTypes.map(type => ({
          type: type.type,
          name: type.name,
          inputs_schema: type.inputsSchema,
          outputs_schema: type.outputsSchema,
        })),
      ),
  }),
];

export function findAccountType(type: string): AccountType | undefined {
  return accountTypes.find(known => known.type === type);
}
