import { mockServices } from '@backstage/backend-test-utils';
import { providerSchedule } from './providerSchedule';

const scheduleOf = (schedule?: Record<string, string>) =>
  providerSchedule(
    mockServices.rootConfig({
      data: schedule
        ? { catalog: { providers: { humanitecEks: { schedule } } } }
        : {},
    }),
  );

describe('the schedule of the provider', () => {
  it('is every ten minutes, on one replica, when nothing is configured', () => {
    expect(scheduleOf()).toEqual({
      frequency: { minutes: 10 },
      timeout: { minutes: 5 },
      initialDelay: { seconds: 5 },
      scope: 'global',
    });
  });

  it('is what is configured, and still on one replica', () => {
    expect(
      scheduleOf({ frequency: 'PT1H', timeout: 'PT2M', scope: 'local' }),
    ).toMatchObject({
      frequency: { hours: 1 },
      timeout: { minutes: 2 },
      initialDelay: { seconds: 5 },
      scope: 'global',
    });
  });
});
