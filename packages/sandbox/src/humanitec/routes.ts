// Every operation of the API that the sandbox knows.
import { accountRoutes } from './accounts';
import { accountTypeRoutes } from './accountTypes';
import { activeResourceRoutes } from './activeResources';
import { agentRoutes } from './agents';
import { applicationRoutes } from './applications';
import { auditRoutes } from './audit';
import { connectivityRoutes } from './connectivity';
import { criteriaRoutes } from './criteria';
import { definitionRoutes } from './definitions';
import { definitionVersionRoutes } from './definitionVersions';
import { deploymentRoutes } from './deployments';
import { driverRoutes } from './drivers';
import { environmentRoutes } from './environments';
import { environmentTypeRoutes } from './environmentTypes';
import { graphRoutes } from './graphs';
import { operatorKeyRoutes } from './operatorKeys';
import { organizationRoutes } from './organizations';
import { resourceClassRoutes } from './resourceClasses';
import { resourceTypeRoutes } from './resourceTypes';
import { secretStoreRoutes } from './secretStores';
import { userRoutes } from './users';
import { Route } from './route';

export const routes: Route[] = [
  ...organizationRoutes,
  ...userRoutes,
  ...environmentTypeRoutes,
  ...applicationRoutes,
  ...environmentRoutes,
  ...deploymentRoutes,
  ...activeResourceRoutes,
  ...graphRoutes,
  ...accountTypeRoutes,
  ...accountRoutes,
  ...resourceTypeRoutes,
  ...resourceClassRoutes,
  ...driverRoutes,
  ...definitionRoutes,
  ...definitionVersionRoutes,
  ...criteriaRoutes,
  ...agentRoutes,
  ...operatorKeyRoutes,
  ...secretStoreRoutes,
  ...connectivityRoutes,
  ...auditRoutes,
];
