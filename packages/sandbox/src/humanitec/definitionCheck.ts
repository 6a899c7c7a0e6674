// What a definition must be before Humanitec takes it.
import { driverFor } from './drivers';
import { badRequest } from './errors';
import { schemaError } from './schema';
import { secretTexts } from './secrets';
import { DefinitionVersion, Driver } from './records';
import { Organization } from './state';

type Content = Pick<
  DefinitionVersion,
  'driverType' | 'driverAccount' | 'driverInputs'
>;

/** @throws HumanitecError 400: unknown type, driver or account, or inputs that are not the driver's */
export function checkDefinition(
  organization: Organization,
  type: string,
  { driverType, driverAccount, driverInputs }: Content,
) {
  if (!organization.resourceTypes.has(type)) {
    throw badRequest(`Resource Type "${type}" not found`);
  }
  const driver = driverFor(organization, driverType, type);
  if (driverAccount !== undefined) {
    checkAccount(organization, driver, driverAccount);
  }
  const given = {
    values: driverInputs?.values ?? {},
    secrets: secretTexts(driverInputs?.secrets ?? {}),
  };
  for (const section of ['values', 'secrets'] as const) {
    const schema = driver.inputsSchema[section];
    const error = schema && schemaError(schema, given[section]);
    if (error) throw badRequest(`driver_inputs.${section}: ${error}`);
  }
}

function checkAccount(
  organization: Organization,
  driver: Driver,
  accountId: string,
) {
  const account = organization.accounts.get(accountId);
  if (!account) {
    throw badRequest(`Resource Account "${accountId}" not found`);
  }
  if (!driver.accountTypes.includes(account.type)) {
    throw badRequest(
      `Resource Driver "${driver.orgId}/${driver.id}" does not accept accounts of type "${account.type}"`,
    );
  }
}
