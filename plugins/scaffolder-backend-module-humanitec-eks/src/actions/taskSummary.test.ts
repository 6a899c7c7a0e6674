import { taskSummary } from './taskSummary';

const steps = [
  { id: 'check', name: 'Check' },
  { id: 'role', name: 'Access role' },
  { id: 'extra', name: 'Extra' },
  { id: 'verify', name: 'Verify' },
  { id: 'last', name: 'Give up access' },
];
const at = (second: number) =>
  new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString();
const event = (
  second: number,
  stepId: string | undefined,
  status: string | undefined,
  message = '',
) => ({ createdAt: at(second), body: { stepId, status, message } });
const info = (text: string) => `\u001b[32minfo\u001b[39m: ${text}`;

it('the summary of a task tells each step, how long it took and how it ended', () => {
  const events = [
    event(0, undefined, undefined, 'Starting up task with 5 steps'),
    event(0, 'check', 'processing'),
    event(1, 'check', undefined, info('Nothing stands in the way.')),
    event(2, 'check', 'completed'),
    event(2, 'role', 'processing'),
    event(5, 'role', 'failed', 'Error'),
    // Retried.
    event(100, undefined, undefined, 'Starting up task with 5 steps'),
    event(110, 'role', 'processing'),
    event(111, 'role', undefined, info('Plan for access role:')),
    event(120, 'role', undefined, info('Done: 2 created (10 s).')),
    event(120, 'role', 'completed'),
    event(120, 'extra', 'skipped', 'Skipping step extra'),
    event(121, 'verify', 'processing'),
    event(122, 'verify', undefined, info('Looking.')),
  ];
  expect(
    taskSummary(steps, events, { current: 'verify', now: Date.parse(at(200)) }),
  ).toEqual([
    'All steps, in 1 min 40 s:',
    '  Check           2 s         Nothing stands in the way.',
    '  Access role     10 s        Done: 2 created (10 s).',
    '  Extra           skipped',
    '  Verify          1 min 19 s',
    '  Give up access  follows',
  ]);
});
