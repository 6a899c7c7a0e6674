import { notFound } from './errors';
import { Application, Environment } from './records';
import { Organization } from './state';

/** @throws HumanitecError 404 */
export function findApplication(
  organization: Organization,
  id: string,
): Application {
  const application = organization.applications.get(id);
  if (!application) throw notFound(`Application "${id}"`);
  return application;
}

/** @throws HumanitecError 404 */
export function findEnvironment(
  organization: Organization,
  { appId, envId }: { appId: string; envId: string },
): Environment {
  const { environments } = findApplication(organization, appId);
  const environment = environments.get(envId);
  if (!environment) throw notFound(`Environment "${envId}"`);
  return environment;
}
