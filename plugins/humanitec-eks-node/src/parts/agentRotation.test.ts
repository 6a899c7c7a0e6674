import { FoundSecret } from './agentKeyChoice';
import { AGENT_SECRETS } from './agentManifests';
import { decideRotation } from './agentRotation';
import { AgentState } from './agentState';

const now = Date.parse('2026-11-24T00:00:00Z');
const [first, second] = AGENT_SECRETS;
const held = (
  name: FoundSecret['name'],
  fingerprint: string,
  replaces?: string,
): FoundSecret => ({
  name,
  ours: true,
  publicKey: { pem: 'PEM', fingerprint },
  replaces,
});

const state = (created_at?: string, expired_at?: string): AgentState => ({
  registered: { id: 'a' },
  registeredKeys: [{ fingerprint: 'a', created_at, expired_at }],
  uselessKeys: new Set(),
  keyOwners: new Map(),
  objects: new Map(),
  secrets: [held(first, 'a')],
  terminating: false,
});

it.each<[string, AgentState, number | undefined, boolean, RegExp]>([
  ['always', state('2026-11-23T00:00:00Z'), undefined, true, /is due/],
  ['not a young one', state('2026-11-01'), 90, false, /23 days old; it is not/],
  ['an old one', state('2026-08-01'), 90, true, /115 days old/],
  [
    'a young one that soon expires',
    state('2026-11-01', '2026-12-10'),
    90,
    true,
    /expires in 16 days/,
  ],
  [
    'not one that expires later',
    state('2026-11-01', '2028-11-01'),
    90,
    false,
    /not rotated before 90/,
  ],
  ['one of unknown age', state(), 90, true, /not known/],
  [
    'an interrupted one, whatever its age',
    {
      ...state('2026-11-23'),
      secrets: [held(first, 'a'), held(second, 'b', 'a')],
    },
    90,
    true,
    /interrupted/,
  ],
])('rotates %s', (_, observed, olderThanDays, rotates, reason) => {
  const decision = decideRotation(observed, { olderThanDays, now });
  expect(decision.part !== undefined).toBe(rotates);
  expect(decision.reason).toMatch(reason);
});

it('rotates nothing where there is no key', () => {
  expect(() => decideRotation(undefined, { now })).toThrow(/holds no key/);
});

it('takes no cluster that is not up for one without a key', () => {
  const unseen = { ...state(), objects: undefined, secrets: [] };
  expect(() => decideRotation(unseen, { now })).toThrow(/no ACTIVE cluster/);
});
