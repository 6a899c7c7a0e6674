import { badRequest, notFound } from './errors';
import { organizationRoute } from './route';
import { Driver } from './records';
import { Organization } from './state';

export const driverRoutes = [
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/resources/drivers',
    answer: ({ organization }) =>
      Response.json(
        [...organization.drivers.values()].map(driver =>
          toResponse(organization, driver),
        ),
      ),
  }),
  organizationRoute({
    method: 'GET',
    path: '/orgs/{orgId}/resources/drivers/{driverId}',
    answer: ({ organization, params }) => {
      const driver = [...organization.drivers.values()].find(
        ({ id }) => id === params.driverId,
      );
      if (!driver) throw notFound(`Resource Driver "${params.driverId}"`);
      return Response.json(toResponse(organization, driver));
    },
  }),
];

/** @throws HumanitecError 400 when no driver of this name makes resources of this type */
export function driverFor(
  organization: Organization,
  driverType: string,
  resourceType: string,
): Driver {
  const driver = organization.drivers.get(driverType);
  if (!driver) throw badRequest(`Resource Driver "${driverType}" not found`);
  if (driver.type !== '*' && driver.type !== resourceType) {
    throw badRequest(
      `Resource Driver "${driverType}" makes resources of type "${driver.type}", not "${resourceType}"`,
    );
  }
  return driver;
}

function toResponse(organization: Organization, driver: Driver) {
  return {
    org_id: driver.orgId,
    id: driver.id,
    type: driver.type,
    account_types: driver.accountTypes,
    inputs_schema: driver.inputsSchema,
    // Only members of the organization that owns the driver see it.
    target: driver.orgId === organization.id ? driver.target : undefined,
  };
}
