/** The backend: guest sign-in, catalog, scaffolder and the Humanitec EKS plugins. */
import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-events-backend'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('backstage-plugin-catalog-backend-module-humanitec-eks'));

backend.add(import('@backstage/plugin-scaffolder-backend'));
// Opens the pull request of the template onboard-private-eks-cluster-gitops.
backend.add(import('@backstage/plugin-scaffolder-backend-module-github'));
backend.add(import('backstage-plugin-scaffolder-backend-module-humanitec-eks'));

backend.add(import('backstage-plugin-humanitec-eks-backend'));

// One that could not start would stay, and answer 503 for ever; whoever runs it starts another when it ends.
backend.start().catch(error => {
  process.stderr.write(`${error}\n`);
  process.exit(1);
});
