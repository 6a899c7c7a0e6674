import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  RootConfigService,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';

const DEFAULT: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 10 },
  // A replica that is killed holds the lock for as long.
  timeout: { minutes: 5 },
  // The catalog is asked over its own API, which must be up.
  initialDelay: { seconds: 5 },
};

/** When the bindings are looked at; one replica looks for all. */
export function providerSchedule(
  config: RootConfigService,
): SchedulerServiceTaskScheduleDefinition {
  const section = config.getOptionalConfig(
    'catalog.providers.humanitecEks.schedule',
  );
  const schedule = section
    ? readSchedulerServiceTaskScheduleDefinitionFromConfig(section)
    : DEFAULT;
  const { initialDelay = DEFAULT.initialDelay } = schedule;
  return { ...schedule, initialDelay, scope: 'global' };
}
