import { afterFullLook, Snapshot } from './snapshot';

const look = (observedAt: string): Snapshot['looks'][string] => ({
  verdict: 'ready',
  criteria: [],
  observedAt,
});

const [NINE, TEN, ELEVEN] = ['09', '10', '11'].map(
  hour => `2026-11-24T${hour}:00:00.000Z`,
);

it('a full look forgets what is gone, and keeps what was seen later by itself', () => {
  const before: Snapshot = {
    lookedAt: NINE,
    failure: 'Humanitec did not answer',
    looks: {
      seen: look(NINE),
      gone: look(NINE),
      changed: look(ELEVEN),
      onboarded: look(ELEVEN),
    },
  };
  const looks = { seen: look(TEN), changed: look(TEN) };
  expect(afterFullLook(before, TEN, looks)).toEqual({
    lookedAt: TEN,
    looks: {
      seen: look(TEN),
      changed: look(ELEVEN),
      onboarded: look(ELEVEN),
    },
  });
});
