import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /** Clusters that are bound in the organizations of humanitecEks.organizations. */
      humanitecEks?: {
        /**
         * When the bindings are looked at; every ten minutes, with five for a
         * look, when left out. One replica looks for all, so `scope` is ignored.
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
