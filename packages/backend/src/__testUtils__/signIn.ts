import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { permissionsRegistryServiceFactory } from '@backstage/backend-defaults/permissionsRegistry';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import { createBackendModule } from '@backstage/backend-plugin-api';
import auth from '@backstage/plugin-auth-backend';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import permission from '@backstage/plugin-permission-backend';
import request from 'supertest';
import { setTimeout as sleep } from 'node:timers/promises';

const USER_HEADER = 'x-user';

/** A provider that believes everybody; tokens and groups then come about as with any other. */
const trustingProvider = createBackendModule({
  pluginId: 'auth',
  moduleId: 'trusting-provider',
  register({ registerInit }) {
    registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'trusting',
          factory: createProxyAuthProviderFactory({
            authenticator: createProxyAuthenticator({
              defaultProfileTransform: async () => ({ profile: {} }),
              initialize() {},
              authenticate: async ({ req }) => ({
                result: req.header(USER_HEADER) ?? '',
              }),
            }),
            signInResolver: ({ result: entityRef }, context) =>
              context.signInWithCatalogUser({ entityRef }),
          }),
        });
      },
    });
  },
});

/** Sign-in and permissions as in production, in place of the mocks of a test backend. */
export const signInFeatures = [
  auth,
  trustingProvider,
  authServiceFactory,
  httpAuthServiceFactory,
  userInfoServiceFactory,
  permission,
  permissionsServiceFactory,
  permissionsRegistryServiceFactory,
];

/** What they need in app-config. */
export const signInConfig = {
  auth: { providers: { trusting: {} } },
  permission: { enabled: true },
};

/** Calls the backend as a user of the catalog, such as user:default/sam. */
export async function signIn(url: string, user: string) {
  // Until the user is in the catalog.
  for (let tries = 0; tries < 100; tries += 1) {
    const { status, body } = await request(url)
      .get('/api/auth/trusting/refresh')
      .set(USER_HEADER, user);
    if (status === 200) {
      const { token } = body.backstageIdentity;
      return {
        api: request.agent(url).set('Authorization', `Bearer ${token}`),
      };
    }
    await sleep(200);
  }
  throw new Error(`${user} could not sign in`);
}
