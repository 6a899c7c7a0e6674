/** A backend without scaffolder whose users may see what the policy of the how-to lets them. */
import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('../policyModule'));
backend.add(import('backstage-plugin-humanitec-eks-backend'));

backend.start();
