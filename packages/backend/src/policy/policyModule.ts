/** The permission policy of this backend. */
import { createBackendModule } from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { TeamOnboardingPolicy } from './teamOnboardingPolicy';

export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'team-onboarding-policy',
  register({ registerInit }) {
    registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(
          new TeamOnboardingPolicy({
            admins: 'group:default/platform-team',
            grants: [
              {
                group: 'group:default/shop-team',
                organization: 'platform-org',
                awsAccountIds: ['111122223333'],
                envTypes: ['production'],
              },
            ],
          }),
        );
      },
    });
  },
});
